"""The words of a mail in each language, beside what staff write."""

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "asking_subject": "Please confirm: keep me informed about {about}",
        "asking": (
            "Somebody, we hope you, left this address to be told what comes of {about}.\n\n"
            "If it was you, please open this page and press the button:\n{link}\n\n"
            "If it was not, do nothing: the address is deleted after {days} days and you will hear no more.\n\n"
            "Your address is kept apart from every answer."
        ),
        "foot": "You asked to be told what comes of {about}. To hear no more, open:\n{link}",
        "last": (
            "You asked to be told what comes of {about}. This was the last mail: your address is now deleted.\n{link}"
        ),
    },
    "cy": {
        "asking_subject": "Cadarnhewch: rhowch wybod i mi am {about}",
        "asking": (
            "Gadawodd rhywun, chi gobeithio, y cyfeiriad hwn er mwyn cael gwybod beth ddaw o {about}.\n\n"
            "Os mai chi oedd hynny, agorwch y dudalen hon a phwyswch y botwm:\n{link}\n\n"
            "Os nad chi, peidiwch â gwneud dim: caiff y cyfeiriad ei ddileu ar ôl {days} diwrnod "
            "ac ni chlywch ragor.\n\n"
            "Cedwir eich cyfeiriad ar wahân i bob ateb."
        ),
        "foot": "Gofynnoch am gael gwybod beth ddaw o {about}. I beidio â chlywed rhagor, agorwch:\n{link}",
        "last": (
            "Gofynnoch am gael gwybod beth ddaw o {about}. Hon oedd y neges olaf: mae eich cyfeiriad "
            "bellach wedi'i ddileu.\n{link}"
        ),
    },
    "ur": {
        "asking_subject": "براہ کرم تصدیق کریں: مجھے {about} کے بارے میں باخبر رکھیں",
        "asking": (
            "کسی نے، امید ہے آپ نے، یہ پتہ اس لیے دیا کہ {about} کے نتیجے سے آگاہ کیا جائے۔\n\n"
            "اگر یہ آپ تھے تو براہ کرم یہ صفحہ کھولیں اور بٹن دبائیں:\n{link}\n\n"
            "اگر نہیں تو کچھ نہ کریں: پتہ {days} دن بعد مٹا دیا جائے گا اور آپ کو مزید کچھ نہیں بھیجا جائے گا۔\n\n"
            "آپ کا پتہ ہر جواب سے الگ رکھا جاتا ہے۔"
        ),
        "foot": "آپ نے {about} کے نتیجے سے آگاہ کیے جانے کا کہا تھا۔ مزید پیغام نہ پانے کے لیے کھولیں:\n{link}",
        "last": (
            "آپ نے {about} کے نتیجے سے آگاہ کیے جانے کا کہا تھا۔ یہ آخری پیغام تھا: "
            "آپ کا پتہ اب مٹا دیا گیا ہے۔\n{link}"
        ),
    },
}


def say(language: str, key: str, **values: object) -> str:
    """Returns a message in a language, else in English."""
    return WORDS.get(language, WORDS["en"])[key].format(**values)


def languages() -> tuple[str, ...]:
    """Returns the languages that mails can be written in, English first."""
    return tuple(WORDS)
