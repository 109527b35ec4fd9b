"""错敏词: which watched words a text holds, and what to write in their place. Pure."""

from dataclasses import dataclass

APART, LONGEST = "=", 30
FIRST = """登陆=登录
帐号=账号
帐户=账户
报帐=报账
按装=安装
布署=部署
侯选=候选
既使=即使
再接再励=再接再厉
一如继往=一如既往
迫不急待=迫不及待
既往不究=既往不咎
反应情况=反映情况
老赖=失信被执行人
残废=残疾人
包过
保证放款
零风险
稳赚"""


@dataclass(frozen=True)
class Found:
    """A watched word, what is written instead ("" where the list names nothing), and how often it stands there."""

    word: str
    instead: str
    times: int

    def __str__(self):
        told = f"“{self.word}”{f'（{self.times}处）' if self.times > 1 else ''}"
        return f"{told}，通常写作“{self.instead}”" if self.instead else told


def read_list(text) -> dict[str, str]:
    """{word: what to write instead} of a list with one word a line."""
    pairs = (line.replace("＝", APART).partition(APART) for line in (text or "").splitlines() if line.strip())
    return {word.strip(): instead.strip() for word, _, instead in pairs if word.strip()}


def list_problems(text):
    """Why a list cannot be kept, line by line."""
    for number, line in enumerate((text or "").splitlines(), 1):
        word, _, instead = line.replace("＝", APART).partition(APART)
        if line.strip() and not 2 <= len(word.strip()) <= LONGEST:
            yield f"第{number}行“{line.strip()[:20]}”：词应为2至{LONGEST}个字，写作“错词=应写作”，没有固定写法的只写词。"
        elif instead.strip() and word.strip() in instead:
            yield f"第{number}行“{line.strip()[:20]}”：应写作的词里又有这个词，改了还会提醒。请改写这一行。"


def found_in(text, words: dict[str, str]) -> list[Found]:
    """Every watched word of the text, in the order of its first place."""
    places = sorted((text.find(word), word) for word in words if word in text)
    return [Found(word, words[word], text.count(word)) for _, word in places]
