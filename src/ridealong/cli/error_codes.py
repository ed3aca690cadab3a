"""The words by which scripts tell one failure from another, and the page docs/errors.md that is written from them."""

from ridealong.cli.output import show_text

CODES: dict[str, str] = {
    "wrong-call": "The call itself is wrong: an unknown command or option, a missing argument, a value that is none.",
    "invalid-value": "A value breaks a rule: a day that is none, an end before its start, an unknown setting.",
    "not-found": "A person, program, pairing or meeting that was named does not exist.",
    "refused": "The request is understood, and a rule of the exchange forbids it.",
    "changed-meanwhile": "Somebody else has changed the same thing meanwhile. Look at it and repeat.",
    "nothing-to-undo": "There is nothing of one's own that could be taken back.",
    "nothing-to-redo": "There is nothing that was taken back and could be done again.",
    "not-confirmed": "The question was answered with no, or nobody could answer it. `--yes` answers beforehand.",
    "unreadable-file": "A file to read is missing, empty, damaged, or not of the format that was expected.",
    "unwritable-file": "A file or folder to write cannot be written, or the output cannot.",
    "file-exists": "A file that would be made exists already; nothing is overwritten.",
    "file-trouble": "The system refused something about a file, and nothing more is known.",
    "disk-full": "There is no room left, on the disk or in a quota.",
    "storage-missing": "There is no database at that place, and none may be made.",
    "storage-locked": "Another program is writing to the database. The same call may succeed later.",
    "storage-read-only": "The database was opened with `--read-only`, or may not be written.",
    "storage-old": "The schema of the database is older than this release, and may not be upgraded with `--read-only`.",
    "storage-newer": "The database was made by a newer release.",
    "storage-foreign": "The file is no database, or the database of another program.",
    "storage-damaged": "The database is damaged.",
    "storage-not-empty": "There is something already in the database that would be filled.",
    "storage-on-share": "The file lies on a network share, where several programs cannot share it.",
    "storage-not-allowed": "The user may not do that in this database.",
    "no-database": "The server has no database of that name.",
    "connection-lost": "The connection to the database server was lost. What was under way was not kept.",
    "storage-unusable": "The database cannot be used for another reason.",
    "part-missing": "An optional part of the program is not installed, such as the driver of PostgreSQL.",
    "no-server": "A database, mail or calendar server cannot be reached, or cannot work now. Try again later.",
    "server-unusable": "A mail or calendar server can be reached and is set up in a way that does not work.",
    "server-refused": "A mail or calendar server does not take this message.",
    "login-refused": "A server does not accept the user and the password.",
    "interrupted": "Somebody stopped the work, with Ctrl-C or by closing the terminal. `kept` lists what is completed.",
    "out-of-memory": "There is not enough memory for this.",
    "failed": "It could not be done, for a reason that has no word of its own.",
    "unexpected": "A mistake in the program. Please report it.",
}
"""Each code, and what it means. A code is never renamed, nor is its meaning changed."""

_HEAD = """\
# Errors for scripts

Written by `python -m ridealong.cli.error_codes > docs/errors.md`; a test holds it true.

A call with `--json` that fails ends with one JSON document as the last line of stderr. stdout is then empty, or holds
a whole document of what was done before. Narration may stand above that line; with `RIDEALONG_DEBUG=1` a traceback too.

```json
{"error": {"code": "not-found", "problem": "There is no program 'Spring'", "remedy": "", "exit": 1}}
```

| key | what it holds |
|---|---|
| `code` | one of the words below; it stays the same from release to release |
| `problem` | what is wrong and where, for people; the words may change |
| `remedy` | what to do about it, or empty |
| `exit` | the exit code: 1 it could not be done, 2 the call was wrong, 130 interrupted, 128 + N ended by signal N |
| `kept` | what was completed before, where the work was interrupted |
| `parameter` | which argument or option is wrong, where one alone is |
| `line`, `column` | where in a file, where that is known |

Exit codes 0 and 3 are no failures: 3 says that the document on stdout names something that needs attention, such as
rejected rows. Scripts should take a code that they do not know for `failed`.

| code | what it means |
|---|---|
"""


def page() -> str:
    """The whole page, as Markdown."""
    return _HEAD + "".join(f"| `{code}` | {meaning} |\n" for code, meaning in CODES.items())


if __name__ == "__main__":
    show_text(page())
