# bash completion for stormctl:  source <(stormctl completion bash)
_stormctl() {
  local line=${COMP_LINE:0:$COMP_POINT} words
  # Split at blanks only: bash itself would also split host:port.
  read -ra words <<< "$line"
  [[ $line == *[[:space:]] ]] && words+=("")
  local current=${words[${#words[@]}-1]}
  local IFS=$'\n'
  COMPREPLY=($(compgen -W "$(stormctl __complete "${words[@]:1}" 2>/dev/null)" -- "$current"))
  # What bash holds for a word begins after the last colon.
  if [[ $current == *:* && $COMP_WORDBREAKS == *:* ]]; then
    local before=${current%"${current##*:}"} i
    for i in "${!COMPREPLY[@]}"; do COMPREPLY[i]=${COMPREPLY[i]#"$before"}; done
  fi
}
complete -o default -F _stormctl stormctl
