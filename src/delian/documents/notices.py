"""Lines around an article that are not the article: what outlets print beneath it, and notes about it."""

import re

# Lines that begin so stand beneath articles, not in them. Whole paragraphs go with them.
_STRONG = re.compile(
    r"""\W*(?:
    copyright\b|©|\(c\)\s*\d{4}|all\s+rights\s+reserved|disclaimer\b|licen[sc]ed\s+under|creative\s+commons
    |(?:the\s+)?(?:views|opinions)\s+(?:and\s+(?:views|opinions)\s+)?(?:expressed|in\s+this)
    |(?:articles|more|posts|stories)\s+(?:by|from)\s*:|about\s+the\s+authors?\b|the\s+authors?\s+(?:is|are)\s+(?:a|an|the)\b
    |for\s+(?:media|press)\s+(?:inquir|enquir|contact)|(?:media|press)\s+contacts?\b|contact(?:\s+us)?(?:\s+at)?\s*:|for\s+more\s+information,?\s+(?:contact|visit)
    |our\s+standards\s*:|\[\d{1,3}\]\s
    |terms\s+of\s+(?:use|service)|privacy\s+policy|cookie\s+(?:policy|settings)
    |proof-?read\s+by|translated\s+(?:from\s+(?:the\s+)?\w+\s+)?by|(?:copy-?)?edited\s+by|(?:additional\s+)?reporting\s+by|editing\s+by
    |the\s+original\s+source\s+(?:of|for)|original\s+(?:source|article|link)\s*:|originally\s+published|first\s+published|re-?printed\s+(?:from|with|by)|re-?published\s+(?:from|with|by)
    |this\s+(?:\w+\s+){0,2}?(?:article|story|piece|post|essay|report|column)\s+(?:was|has\s+been|is|may|originally|first|appeared|appears)\b
    |(?:featured\s+)?(?:images?|photos?|pictures?)\s*(?:credits?|sources?|by)?\s*:|source\s*:|via\s*:|tags?\s*:|keywords?\s*:|categor(?:y|ies)\s*:|filed\s+under|posted\s+in\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# Calls on the reader; short lines only, for prose may begin so too.
_CALL = re.compile(
    r"""\W*(?:
    become\s+a\s+(?:\w+\s+)?(?:member|subscriber|patron|supporter)|join\s+(?:us|our|the\s+(?:discussion|conversation))|subscribe\b|sign\s+up\b
    |support\s+(?:us|our|this|independent|free)|donate\b|make\s+a\s+donation|buy\s+(?:me|us)\s+a\b|please\s+(?:consider|support|share|donate|subscribe)
    |comments?\s+(?:on|are|\(|:)|\d+\s+comments?\b|comments?$|leave\s+a\s+(?:comment|reply)|post\s+a\s+comment|have\s+your\s+say
    |follow\s+(?:us|me|him|her|them|@|\w+\s+on)|like\s+us\b|find\s+us\s+on|share\b.{0,60}$|tweet\b|email\s+this|print\s+this|print(?:er)?[\s-]friendly|download\s+(?:the|our|as)
    |read\s+(?:more|also|next)\b|see\s+also\b|related(?:\s+(?:articles?|stories|posts|topics))?\s*(?::|$)|more\s+(?:from|on|by|in)\b|you\s+may\s+also\s+like|recommended\b|most\s+(?:read|popular)
    |click\s+here\b|back\s+to\s+top|next\s+article|previous\s+article|advertisement|our\s+newsletter|get\s+(?:the|our)\s+.{0,40}newsletter
    |(?:https?://|www\.)\S+$|\S+@\S+\.\w+$|tel(?:ephone)?\s*[.:]|phone\s*:|e-?mail\s*:|fax\s*:
    |\#{2,}$|-\s*30\s*-$|(?:the\s+)?end(?:s|e)?\W*$|(?:end|foot)?notes?\s*:?$|references\s*:?$|sources\s*:?$|bibliography\s*:?$|\(ends\)
    |اشترك|تابعنا|شارك|جميع\s+الحقوق|حقوق\s+النشر|подписывайтесь|все\s+права\s+защищены|alle\s+rechte\s+vorbehalten|tous\s+droits\s+réservés|todos\s+los\s+derechos
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_CALL = 260
_ANYWHERE = re.compile(
    r"\W*(?:advertisement|(?:story|article)\s+continues\s+below(?:\s+advertisement)?|continue\s+reading(?:\s+below)?|scroll\s+to\s+continue|share\s+this(?:\s+\w+)?)\W*",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"copyright|©|permission|fair use|reproduc|redistribut|re-?publish|cross-?post|liabilit|liable|responsib\w+ (?:of|for)|newsletter|"
    r"subscri|donat|disclaim|trademark|www\.|https?://|\S@\S|hyperlink|non-?profit|non-?commercial|without profit|"
    r"all rights|terms of use|privacy",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"\bcontributed\s+(?:\w+\s+)?to\s+this\s+(?:report|article|story|piece)\b", re.IGNORECASE)
_FEWEST_WEAK = 2
_PARTING = re.compile(r"\s*[|»›·•]\s*")
_WAY_HERE = re.compile(
    r"\W*(?:you\s+are\s+here\b.*|search(?:\s+(?:this|the)\s+\w+)?|skip\s+to\s+\w+(?:\s+\w+)?)\W*", re.IGNORECASE
)
_FEWEST_LINKS = 4
_MOST_WORDS_OF_LINK = 3
_COMMENTS = re.compile(
    r"\W*(?:\d+\s+(?:comments?|responses?|replies)|(?:comments?|responses?)(?:\s*\(\d+\))?)\b.{0,60}", re.IGNORECASE
)
_COMMENTATOR = re.compile(r".{1,60}\b(?:says|said|wrote|writes|commented)(?:\s+on\b.{0,40})?:?", re.IGNORECASE)
_NOTE = re.compile(
    r"\b(?:this|these)\s+(?:\w+\s+){0,2}?(?:article|piece|text|story|example|essay|post|translation|page|document|report|interview|column|version)s?\b"
    r"|^\W*(?:editor[’']?s?[’']?\s+note|note|n\.b\.|updated?|correction|clarification|written\s+for|translated|adapted|first\s+published|originally|reprinted|republished)\b",
    re.IGNORECASE,
)
_PLAIN_NOTE = re.compile(r"\W*(?:editor[’']?s?[’']?\s+note:|written\s+for\s+(?:this|the)\b).{0,160}", re.IGNORECASE)
_KICKER = re.compile(
    r"(?:opinions?|analysis|analyses|commentary|comment|editorials?|news|world(?:\s+news)?|exclusive|interviews?|features?|op-?ed|politics|"
    r"international|breaking(?:\s+news)?|essays?|briefing|explainer|reportage|home|middle east|europe|africa|asia|americas|"
    r"press release|for immediate release|skip to (?:main )?content|menu)\W*",
    re.IGNORECASE,
)


def is_boilerplate(shown: str) -> bool:
    """Say whether a line beneath an article is no part of it."""
    return (
        opens_notice(shown)
        or (len(shown) <= _LONGEST_CALL and _CALL.match(shown) is not None)
        or _is_small_print(shown)
    )


def opens_notice(shown: str) -> bool:
    """Say whether a line opens a notice that the rest of its paragraph belongs to."""
    return _STRONG.match(shown) is not None


def _is_small_print(shown: str) -> bool:
    return (
        _CREDIT.search(shown) is not None
        or len({match.group().lower() for match in _WEAK.finditer(shown)}) >= _FEWEST_WEAK
    )


def is_interruption(shown: str) -> bool:
    """Say whether a line is put between the paragraphs of an article by its page."""
    return _ANYWHERE.fullmatch(shown) is not None


def is_note(shown: str, *, emphasised: bool) -> bool:
    """Say whether a line at the head speaks about the text itself; a plain one only where it begins so, and is short."""
    return (emphasised and _NOTE.search(shown) is not None) or _PLAIN_NOTE.fullmatch(shown) is not None


def is_menu(shown: str) -> bool:
    """Say whether a line is a page's navigation: a row of short links, a search field, the way to the page."""
    links = _PARTING.split(shown)
    is_row = len(links) >= _FEWEST_LINKS and all(0 < len(link.split()) <= _MOST_WORDS_OF_LINK for link in links)
    return is_row or _WAY_HERE.fullmatch(shown) is not None


def opens_comments(shown: str, following: str) -> bool:
    """Say whether a line stands above readers' comments, the first of which `following` begins."""
    return _COMMENTS.fullmatch(shown) is not None and _COMMENTATOR.fullmatch(following) is not None


def is_kicker(shown: str) -> bool:
    """Say whether a line above a title only classes it."""
    return _KICKER.fullmatch(shown) is not None
