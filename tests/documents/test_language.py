"""English is accepted, other languages are refused with the way to hand in a translation."""

from __future__ import annotations

import pytest

from volteface.documents.language import detect_language, require_english
from volteface.errors import LanguageError

FOREIGN = {
    "Spanish": "El gobierno de la isla dice que los médicos se van del país porque no hay acuerdo.",
    "French": "Le gouvernement a annoncé que les troupes françaises ont quitté le pays dans la nuit.",
    "Portuguese": "O governo disse que não vai mais receber os médicos da ilha, mas que as portas estão abertas.",
    "German": "Die Regierung hat am Freitag erklärt, dass die letzten Truppen das Land verlassen haben.",
    "Italian": "Il governo ha detto che i medici della isola non sono più nel paese e che gli accordi cadono.",
    "Turkish": "Hükümet son askerlerin ülkeden ayrıldığını ve yeni bir anlaşma için görüşme olmadığını söyledi.",
    "Russian": "Правительство сообщило, что последние солдаты покинули базу в пятницу утром.",
    "Arabic": "قالت الحكومة إن آخر الجنود غادروا القاعدة صباح يوم الجمعة",
    "Chinese": "政府表示最后一批士兵已于星期五上午离开基地。",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_another_language_is_named_and_refused(language: str) -> None:
    with pytest.raises(LanguageError, match=rf"a\.txt: .*{language}.*(?:\n|.)*origin"):
        require_english(FOREIGN[language], where="a.txt")


@pytest.mark.parametrize(
    "text",
    [
        "The last troops left the base on Friday, and no new accord is in sight, the ministry said.",
        "Hadi, Saleh and the Houthis met in Sana’a; El Pais and Le Monde wrote of it on Monday.",
        "Niger expels French ambassador",
        "Caracas, Havana, Managua, La Paz",
        "",
    ],
)
def test_english_and_texts_too_short_to_tell_are_accepted(text: str) -> None:
    require_english(text, where="a.txt")


def test_english_with_a_foreign_quotation_is_english() -> None:
    text = (
        "The minister said that the accord was dead and that the doctors would have to leave by June. "
        "“No hay nada que hablar con ellos”, he told the state radio, and he left it at that."
    )
    assert detect_language(text).is_english
