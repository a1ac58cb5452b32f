"""Asks real shells what they offer behind a command line: bash and zsh at a terminal of their own, fish by its own command."""
import os
import pathlib
import pty
import select
import shutil
import signal
import subprocess
import time

PATIENCE = 60

BASH = """
PS1='ready> '
bind 'set page-completions off'
bind 'set completion-query-items 0'
source %(script)s
_told() { _caselint "$@"; printf '%%s\\n' "${COMPREPLY[@]}" > %(out)s.part; mv %(out)s.part %(out)s; }
complete -F _told caselint
"""

# What compadd is given is written down. Nothing is listed, for a long list would be asked about, and the answer waited for.
ZSH = """
PS1='ready> '
setopt no_auto_list no_auto_menu no_beep
fpath=(%(folder)s $fpath)
autoload -Uz compinit && compinit -u -d %(folder)s/dump
compadd() {
  if [[ ${@[1,(i)(-|--)]} != *-(O|A|D)\\ * ]]; then
    local -a hits
    builtin compadd -A hits "$@"
    (( $#hits )) && print -rl -- $hits >> %(out)s.part
  fi
  builtin compadd "$@"
}
_told() { : > %(out)s.part; _main_complete; mv %(out)s.part %(out)s; }
zle -C told complete-word _told
bindkey '^I' told
"""


class Terminal:
    """A shell at a pseudo terminal."""

    def __init__(self, command, environment, folder):
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, environment)

    def wait_for(self, is_there):
        """Reads what the shell writes until the condition holds; what was read."""
        read, end = b"", time.monotonic() + PATIENCE
        while not is_there(read):
            if time.monotonic() > end:
                raise TimeoutError(repr(read[-2000:]))
            if select.select([self.descriptor], [], [], 0.02)[0]:
                try:
                    read += os.read(self.descriptor, 65536)
                except OSError as error:  # the shell has ended
                    raise RuntimeError(repr(read[-2000:])) from error
        return read

    def type(self, text):
        os.write(self.descriptor, text.encode())

    def close(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.descriptor)


class Shell:
    """bash or zsh in the folder `working`, with the completion loaded; `offers` types a line, presses TAB and says what
    came of it. What the shell needs itself is put into `folder`."""

    def __init__(self, name, script, program_folder, working, folder):
        own = pathlib.Path(folder) / ("of " + name)
        own.mkdir()
        self.out = own / "offered"
        names = {"script": "'%s'" % script, "out": "'%s'" % self.out, "folder": "'%s'" % own}
        start = own / ".zshrc"
        environment = dict(os.environ, HOME=str(own), ZDOTDIR=str(own), TERM="dumb", LC_ALL="C",
                           PATH="%s:%s" % (program_folder, os.environ["PATH"]))
        if name == "bash":
            start.write_text(BASH % names)
            command = ["bash", "--noprofile", "--rcfile", str(start), "-i"]
        else:
            shutil.copy(script, own / "_caselint")
            start.write_text(ZSH % names)
            command = ["zsh", "-d", "-i"]
        self.terminal = Terminal(command, environment, working)
        self.terminal.wait_for(lambda read: b"ready> " in read)

    def offers(self, line):
        if self.out.exists():
            self.out.unlink()
        self.terminal.type(line + "\t")
        self.terminal.wait_for(lambda read: self.out.exists())
        self.terminal.type("\x15")  # kills the line
        self.terminal.wait_for(lambda read: True)
        return sorted({word for word in self.out.read_text().split("\n") if word})

    def close(self):
        self.terminal.close()


class Fish:
    """The same for fish, which tells by itself."""

    def __init__(self, script, program_folder, working, folder):
        self.script, self.working = script, working
        self.environment = dict(os.environ, HOME=str(folder), LC_ALL="C.UTF-8",
                                PATH="%s:%s" % (program_folder, os.environ["PATH"]))

    def offers(self, line):
        done = subprocess.run(["fish", "--no-config", "-c", "source $argv[1]; complete -C $argv[2]", str(self.script), line],
                              capture_output=True, text=True, check=True, env=self.environment, cwd=self.working,
                              timeout=PATIENCE)
        assert not done.stderr, done.stderr
        return sorted({word.split("\t")[0] for word in done.stdout.split("\n") if word})

    def close(self):
        pass
