#compdef stormctl
# zsh completion for stormctl:  stormctl completion zsh > a folder of your $fpath, as _stormctl
_stormctl() {
  local -a candidates
  candidates=("${(@f)$(stormctl __complete_words "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if (( ${#candidates} )) && [[ -n ${candidates[1]} ]]; then
    compadd -- "${candidates[@]}"
  else
    _files
  fi
}
if [[ ${funcstack[1]} == _stormctl ]]; then
  _stormctl "$@"
else
  compdef _stormctl stormctl
fi
