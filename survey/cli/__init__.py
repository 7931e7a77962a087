"""The `survey` command: thin commands over the same deeds that the pages do."""

from survey.cli.group import CommandGroup

main = CommandGroup(
    name="survey",
    help="Have your say: ask, listen on every channel, publish what came of it.",
    commands_in={
        "init": "survey.cli.serving:init",
        "serve": "survey.cli.serving:serve",
        "demo": "survey.cli.demonstration:demo",
        "simulate": "survey.cli.demonstration:simulate",
        "user": "survey.cli.accounts:user",
        "questionnaire": "survey.cli.questionnaire:questionnaire",
        "consultation": "survey.cli.consultation:consultation",
        "export": "survey.cli.export:export",
        "paper": "survey.cli.paper:paper",
        "columns": "survey.cli.columns:columns",
        "callbacks": "survey.cli.callbacks:callbacks",
        "reading": "survey.cli.reading:reading",
        "texts": "survey.cli.texts:texts",
        "language": "survey.cli.language:language",
        "jobs": "survey.cli.jobs:jobs",
        "mail": "survey.cli.mail:mail",
        "retention": "survey.cli.retention:retention",
        "crime": "survey.cli.crime:crime",
        "performance": "survey.cli.performance:performance",
        "summary": "survey.cli.summary:summary",
        "report": "survey.cli.report:report",
    },
)
"""The console script; a command is one line here, and its module is imported when it is wanted."""
