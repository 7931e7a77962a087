"""What may be wrong, in words."""

from survey.themes.codebook.codebook import CodebookRefused
from survey.themes.coding.coding import CodingRefused
from survey.web.language import gettext as _
from survey.web.language import later

AUDIENCES = {
    "residents": later("Residents"),
    "businesses": later("Businesses"),
    "postcard": later("Postcard"),
}

CODEBOOK = {
    "no_question": later("Choose at least one question."),
    "no_title": later("Give the codebook a title."),
    "has_one": later("One of these questions has a codebook already."),
    "no_name": later("Give the theme a name."),
    "name_too_long": later("A name has at most %(most)s characters."),
    "too_long": later("Definition and example have at most %(most)s characters each."),
    "name_taken": later("There is a theme ‘%(name)s’ already."),
    "too_many": later("A codebook holds at most %(most)s themes."),
    "under_itself": later("A theme can’t stand under itself."),
    "no_parent": later("The theme above it is not in the codebook."),
    "no_theme": later("This theme has ended meanwhile."),
    "too_few": later("Choose at least two themes to merge."),
    "too_few_parts": later("Name at least two themes to split it into."),
    "no_heading": later("The first line has to name the columns; one of them is ‘name’."),
    "too_many_lines": later("A file holds at most %(most)s themes."),
    "bad_key": later("‘%(key)s’ is no key: small letters, digits and _ alone, a letter first."),
    "key_twice": later("The key ‘%(key)s’ stands there twice."),
    "not_a_percentage": later("Give a whole number from 0 to 100."),
}

CODING = {
    "nothing_chosen": later("Choose a theme, or say that it has none (n) or is unclear (u)."),
    "no_theme": later("That theme is not in the codebook any more."),
    "not_in_sample": later("This text is not in the sample of the second coder."),
    "own_text": later("You coded this text first; somebody else reads it the second time."),
    "not_understood": later("‘%(word)s’ is neither a number of the list nor the beginning of one theme."),
}

WHAT_CHANGED = {
    "made": later("Made"),
    "copied": later("Themes copied"),
    "imported": later("Read from a file"),
    "added": later("Theme added"),
    "changed": later("Theme worded anew"),
    "merged": later("Themes merged"),
    "split": later("Theme split"),
    "ended": later("Theme taken out of use"),
    "sampled": later("Second coder’s sample changed"),
}


def audience(family: str) -> str:
    """Names a questionnaire as staff speak of it."""
    return str(AUDIENCES.get(family, family))


def codebook_fault(fault: CodebookRefused) -> str:
    """Says why a change of a codebook was refused, and in which line of a file."""
    said = str(CODEBOOK[fault.code]) % fault.values
    line = fault.values.get("line")
    return _("Line %(line)s: %(said)s", line=line, said=said) if line else said


def coding_fault(fault: CodingRefused) -> str:
    """Says why a text can't be coded so."""
    return str(CODING[fault.code])
