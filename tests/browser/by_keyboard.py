"""Somebody without a mouse, who looks at each page at two widths."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, violations

MOST_STEPS = 150
"""How far an element may be from where the focus is; the longest page lists every borough."""

IS_REACHED = """box => {
  const here = document.activeElement;
  return box === here || (box.type === "radio" && box.name === here.name);
}"""


class ByKeyboard:
    """Goes through pages by keyboard alone: a mouse that is pressed fails the test."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = page.keyboard
        page.add_init_script("addEventListener('mousedown', () => console.error('a mouse was used'))")

    def go(self, address: str, heading: str) -> None:
        """Opens an address and waits for its page."""
        self.page.goto(address)
        self._arrived(heading)

    def reach(self, wanted: Locator) -> None:
        """Presses Tab until an element, or another box of its group, has the focus."""
        box = wanted.element_handle()  # looking for it anew at each step takes longer than the steps
        for _ in range(MOST_STEPS):
            self.keys.press("Tab")
            if box.evaluate(IS_REACHED):
                return
        raise AssertionError(f"{wanted} is not reached by the keyboard")

    def follow(self, link: str, heading: str) -> None:
        """Follows a link."""
        self.reach(self.page.get_by_role("link", name=link, exact=True).first)
        self.keys.press("Enter")
        self._arrived(heading)

    def press(self, button: str, heading: str) -> None:
        """Presses a button, which leads to a page with this heading."""
        self.reach(self.page.get_by_role("button", name=button, exact=True))
        self.keys.press("Enter")
        self._arrived(heading)

    def write(self, label: str, words: str, kept: str = "") -> None:
        """Types into a field, or chooses from a list by its first letters; `kept` is what the field then holds."""
        field = self.page.get_by_label(label, exact=True)
        self.reach(field)
        self.keys.type(words)
        expect(field).to_have_value(kept or words)

    def told(self, words: str) -> None:
        """Waits until the page says something."""
        expect(self.page.get_by_text(words).first).to_be_visible()

    def looks(self) -> None:
        """Holds the page against axe, and against scrolling sideways, on a phone and on a desk."""
        for size in (PHONE, DESKTOP):
            self.page.set_viewport_size(size)
            about = f"{self.page.url} at {size['width']}"
            assert violations(self.page) == [], about
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert self.page.evaluate(wide) == 0, about

    def _arrived(self, heading: str) -> None:
        expect(self.page.locator("h1")).to_have_text(heading)
        self.page.wait_for_load_state("load")
