# fish completion for stormctl:  stormctl completion fish > ~/.config/fish/completions/stormctl.fish
function __stormctl_complete
    set -l words (commandline -opc) (commandline -ct)
    stormctl __complete_words $words[2..-1] 2>/dev/null
end
# Only these take files.
set -l files import diff preview query exec render attach
complete -c stormctl -f -n "not __fish_seen_subcommand_from $files" -a '(__stormctl_complete)'
complete -c stormctl -n "__fish_seen_subcommand_from $files" -a '(__stormctl_complete)'
