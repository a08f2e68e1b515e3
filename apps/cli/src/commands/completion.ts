import { Argument, type Command } from 'commander';
import { bashCompletion, zshCompletion } from '../completion.ts';
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
      const script = name === 'bash' ? bashCompletion(program) : zshCompletion(program);
      if (json) shell.print.json({ shell: name, script });
      else shell.print.line(script.trimEnd());
    });
}
