"""Who left where: laid out page by page."""

from survey.responses.completion import Completion, Step, Stopped, completion

PAGES = ["where", "safety", "priorities"]


def laid_out(sent: int = 0, under_way: int = 0, **left: int) -> Completion:
    return completion(PAGES, sent, Stopped(dict(left), under_way))


def test_whoever_sent_has_come_to_every_page() -> None:
    assert [step.reached for step in laid_out(sent=3).steps] == [3, 3, 3, 3]


def test_whoever_left_has_come_to_the_pages_before() -> None:
    found = laid_out(sent=5, safety=2, check=1)
    assert found.steps == (
        Step("where", 8, 0),
        Step("safety", 8, 2),
        Step("priorities", 6, 0),
        Step("check", 6, 1),
    )


def test_a_draft_in_which_nothing_was_saved_was_left_on_the_first_page() -> None:
    found = completion(PAGES, 0, Stopped({None: 4, "where": 1}, 0))
    assert found.steps[0] == Step("where", 5, 5)


def test_the_rate_is_of_those_who_sent_or_left() -> None:
    assert laid_out(sent=3, under_way=7, safety=1).rate == 0.75
    assert laid_out(under_way=7).rate is None


def test_the_share_that_left_is_of_those_who_came() -> None:
    assert [step.share_left for step in laid_out(sent=1, where=1).steps] == [0.5, 0, 0, 0]
    assert laid_out().steps[0].share_left is None


def test_pages_that_are_no_more_are_counted_apart() -> None:
    found = laid_out(sent=1, gone=2)
    assert (found.elsewhere, found.left, found.steps[0].reached) == (2, 2, 1)
