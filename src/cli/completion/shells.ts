/** What makes each shell ask `integrator complete` for the words that may come next. */
export const SHELLS = {
  bash: `_integrator() {
  local IFS=$'\\n'
  COMPREPLY=($(integrator complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _integrator integrator
`,
  zsh: `#compdef integrator
_integrator() {
  local -a found
  found=("\${(@f)$(integrator complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  compadd -a found || _files
}
compdef _integrator integrator
`,
  fish: `function __integrator
  set -l words (commandline -opc) (commandline -ct)
  integrator complete -- $words[2..-1] 2>/dev/null
end
complete -c integrator -a '(__integrator)'
`,
} as const;
