import type { Command } from 'commander';

/** What stands on the server and is not here: it runs Tidings itself. */
export const OPERATORS = ['dev', 'demo', 'serve', 'migrate', 'audit', 'people', 'config'];

type Place = { words: string[]; next: string[] };

/** Every command with what may follow it (`more` beside our own commands), the longest first, so that the first that fits is the right one. */
function placesOf(program: Command, more: string[]): Place[] {
  const places: Place[] = [];
  const walk = (command: Command, words: string[]) => {
    const own = command.commands.map((each) => each.name());
    const choices = command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices);
    const options = command.options.flatMap(({ long }) => (long ? [long] : []));
    const next = [...own, ...(words.length === 0 ? more : []), ...choices, ...options, '--help'];
    places.push({ words, next });
    for (const each of command.commands) walk(each, [...words, each.name()]);
  };
  walk(program, []);
  return places.toSorted((a, b) => b.words.length - a.words.length);
}

/** Names are our own: letters and hyphens, nothing that a shell reads otherwise. */
function casesOf(program: Command, more: string[], answer: (words: string) => string): string {
  return placesOf(program, more)
    .map(({ words, next }) => {
      const pattern =
        words.length === 0
          ? '*'
          : `"${words.map((word) => ` ${word}`).join('')}"|"${words.map((word) => ` ${word}`).join('')} "*`;
      return `    ${pattern}) ${answer(next.join(' '))} ;;`;
    })
    .join('\n');
}

/** For `source <(tidings completion bash)`. */
export function bashCompletion(program: Command, more: string[]): string {
  return `# bash completion for tidings
_tidings() {
  local word chosen=""
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) ;; *) chosen="$chosen $word" ;; esac
  done
  local words=""
  case "$chosen" in
${casesOf(program, more, (words) => `words="${words}"`)}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _tidings tidings
`;
}

/** For a file \`_tidings\` in the \`fpath\`, or \`source <(tidings completion zsh)\`. */
export function zshCompletion(program: Command, more: string[]): string {
  return `#compdef tidings
_tidings() {
  local word chosen=""
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$word" in -*) ;; *) chosen="$chosen $word" ;; esac
  done
  case "$chosen" in
${casesOf(program, more, (words) => `compadd -- ${words}`)}
  esac
  _files
}
if [ "\${funcstack[1]}" = "_tidings" ]; then _tidings "$@"; else compdef _tidings tidings; fi
`;
}
