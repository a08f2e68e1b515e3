import { Argument, type Command } from 'commander';
import { bashCompletion, OPERATORS, zshCompletion } from '../completion.ts';
import { define, type Json, type Shell } from '../shell.ts';

/** `tidings completion bash|zsh` */
export function completionCommand(program: Command, shell: Shell): void {
  define(program, 'completion', {
    summary: 'Print what completes commands and options in a shell',
    examples: [
      'source <(tidings completion bash)   # in ~/.bashrc',
      'source <(tidings completion zsh)    # in ~/.zshrc, after compinit',
    ],
  })
    .addArgument(new Argument('<shell>', 'bash or zsh').choices(['bash', 'zsh']))
    .action((name: 'bash' | 'zsh', { json }: Json) => {
      // What runs Tidings itself has the same name, where it is installed.
      const more = shell.around.operatorsHelp === '' ? [] : OPERATORS;
      const script = name === 'bash' ? bashCompletion(program, more) : zshCompletion(program, more);
      if (json) shell.print.json({ shell: name, script });
      else shell.print.line(script.trimEnd());
    });
}
