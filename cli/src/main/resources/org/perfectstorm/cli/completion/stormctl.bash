# bash completion for stormctl:  source <(stormctl completion bash)
_stormctl() {
  COMPREPLY=()
  local each
  while IFS= read -r each; do
    COMPREPLY+=("$each")
  done < <(stormctl __complete_line "${COMP_LINE:0:$COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)
}
complete -o default -F _stormctl stormctl
