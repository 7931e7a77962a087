"""Web addresses and accounts in what people write: which tell of a person, and which are a public body's own pages.

A link to a page of the police, a council or the news is what a text is about, so it stays as it was written. An
account of a person is masked, and so is any other link: nobody can tell from its shape whose page it is.
"""

NETWORKS = (
    "facebook", "fb", "instagram", "twitter", "x", "tiktok", "snapchat", "linkedin", "youtube", "youtu", "threads",
    "reddit", "nextdoor", "telegram", "t", "wa", "discord", "pinterest", "tumblr", "twitch", "vk", "bsky", "onlyfans",
    "github", "medium", "substack", "strava", "steamcommunity", "linktr", "mastodon", "whatsapp", "paypal", "vinted",
)  # fmt: skip
"""Names of sites whose pages are people's accounts, without what follows the point."""

PUBLIC = (
    "gov.uk", "police.uk", "nhs.uk", "parliament.uk", "mod.uk", "judiciary.uk", "gov.wales", "gov.scot", "bbc.co.uk",
    "bbc.com", "itv.com", "channel4.com", "theguardian.com", "standard.co.uk", "independent.co.uk",
    "crimestoppers-uk.org", "victimsupport.org.uk", "citizensadvice.org.uk", "neighbourhoodwatch.org.uk",
)  # fmt: skip
"""Sites of public bodies, of the news and of charities that the police point to, with all that stands below them."""

TOLD_OF = (
    "instagram", "insta", "twitter", "snapchat", "snap", "tiktok", "telegram", "discord", "facebook", "nextdoor",
    "reddit", "mastodon", "bluesky", "youtube", "linkedin", "whatsapp",
)  # fmt: skip
"""Networks as people name them before they say what they are called there."""

CALLED = ("username", "user name", "screen name", "gamertag", "handle", "user id")
"""Words before what somebody is called on a network."""

_START = r"(?<![\w@/.])"
_HOST = r"(?:[\w\-]+\.)"
_REST = r"(?:[^\s<>\"“”]*[^\s<>\"“”'’.,;:!?)\]])?"
_ENDINGS = r"(?:com|net|org|me|be|app|ee|gg|tv|social|co\.uk|uk)"
_NETWORK = rf"(?:{_HOST}*(?:{'|'.join(NETWORKS)})\.{_ENDINGS})"
_SITES = "|".join(one.replace(".", r"\.") for one in PUBLIC)
_OF_A_PERSON = r"[^\s]*(?:@|~|[?#;][^\s]*=|/(?:users?|profiles?|people|members?|u|in)/)"
"""What makes an address on a public site one of a person: an account, or words that were put into a form."""

_SCHEME = r"(?:https?://(?:www\.)?|www\.)"
_LOOKS_MADE_UP = r"(?=[\w.\-]*[\d_]|[\w\-]+\.\w)"
"""What no plain word has: a digit, a low line, a point inside."""

_NO_NAME = (
    r"(?!(?:not|no|an?|the|in|on|of|to|my|me|it|very|so|too|just|now|always|never|often|still|afraid|being|full"
    r"|important|wrong|stolen|hacked|going|seeing|told|sure|glad|sorry|worried|getting|there|where|what)\b)"
)
_TOLD_OF = rf"(?:{'|'.join(TOLD_OF)})"

ACCOUNTS = (
    rf"{_START}{_SCHEME}?{_NETWORK}/(?=[^\s/]){_REST}",
    r"(?<![\w.@])@[\w.\-]+@[\w\-]+(?:\.[\w\-]+)+",
    r"(?<![\w.])@(?!\d+(?:am|pm|ish)?\b)[\w.]{1,29}\w\b(?!\()",
)
"""Patterns of accounts that are written as an address, or behind an @."""

LINKS = (rf"{_START}{_SCHEME}(?!{_HOST}*?(?:{_SITES})(?![\w\-.]*\w)(?!{_OF_A_PERSON})){_REST}",)
"""Patterns of web addresses that are no public body's own."""

NAMED = (
    rf"\b{_TOLD_OF}\b(?:\s+(?:name|handle|user\s?name|user|account|id|profile|page|is|as|at|me|under)\b|\s?[:=\-(]){{0,4}}"
    rf"\s*@?{_LOOKS_MADE_UP}[a-z][\w.\-]*\w",
    rf"\b(?:{'|'.join(CALLED)})(?:\s+(?:on\s+\w+|there|is|was)\b|\s?[:=])+\s*@?{_NO_NAME}[\w.\-]*\w",
    rf"\b(?:find|follow|message|add|contact|dm)\s+me\s+on\s+{_TOLD_OF}\s*(?:as|under|at|:)\s*@?{_NO_NAME}[\w.\-]*\w",
    rf"\bon\s+{_TOLD_OF},?\s+(?:i\s+am|i['’]?m|i\s+go\s+by)\s+@?{_NO_NAME}[\w.\-]*\w",
    rf"\b{_TOLD_OF}\s+name(?:\s+is|\s?[:=])?\s+{_NO_NAME}[\w.\-]+(?:\s(?-i:[A-Z])[\w\-]+)?",
    rf"\bmy\s+account\s+is\s+@?{_LOOKS_MADE_UP}[a-z][\w.\-]*\w",
    r"(?<![\w#])[a-z][\w.]{1,31}#\d{4}\b",
)
"""Patterns of accounts that are told in words."""

SIGNS = (*TOLD_OF, *CALLED, "my account")
"""Words of which a text holds one wherever an account is told in words, but for one with its number behind a #."""
