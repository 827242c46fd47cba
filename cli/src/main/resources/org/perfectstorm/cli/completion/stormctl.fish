# fish completion for stormctl:  stormctl completion fish > ~/.config/fish/completions/stormctl.fish
function __stormctl_complete
    set -l words (commandline -opc) (commandline -ct)
    stormctl __complete $words[2..-1] 2>/dev/null
end
complete -c stormctl -a '(__stormctl_complete)'
