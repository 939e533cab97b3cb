//! Characters as input methods, word processors and PDF files leave them.

use beian::text::{
    compact, comparable, gb18030_private_use, grapheme_count, is_han, is_private_use, looks_blank,
    paragraphs, single_line, tidy, unify_radical,
};
use icu_normalizer::ComposingNormalizerBorrowed;
use proptest::prelude::*;

#[test]
fn a_code_is_told_by_its_letters_and_digits_alone() {
    for typed in [
        "CNCA-R-1",
        "ｃｎｃａ－ｒ－１",
        " cnca\u{A0}r 1\n",
        "CNCA—R—1",
        "\u{202A}CNCA‑R‒1\u{202C}",
        "CNCA−R\u{200B}1",
    ] {
        assert_eq!(compact(typed), "CNCAR1", "{typed}");
    }
}

#[test]
fn two_writings_of_a_name_compare_as_equal() {
    for (a, b) in [
        ("华安认证（北京）有限公司", "华安认证(北京)有限公司"),
        ("华安认证 有限公司", "华安认证\u{200B}有限公司"),
        ("ＡＢＣ认证", "abc认证"),
        ("阿依古丽·买买提", "阿依古丽•买买提"),
        ("⼤华认证", "大华认证"),
        ("北京〔2020〕", "北京（2020）"),
        ("A—B", "a-b"),
        ("\u{F9B4}木认证", "領木认证"),
        ("\u{FA19}\u{2F80D}", "神\u{2063A}"),
    ] {
        assert_eq!(comparable(a), comparable(b), "{a} {b}");
    }
    assert_ne!(comparable("华安认证"), comparable("华安认证中心"));
    assert_ne!(comparable("张一"), comparable("张-"));
}

#[test]
fn compatibility_ideographs_compare_as_what_normalisation_makes_of_them() {
    let normal = ComposingNormalizerBorrowed::new_nfkc();
    let mut differing = 0;
    for c in ('\u{F900}'..='\u{FAFF}').chain('\u{2F800}'..='\u{2FA1F}') {
        let expected = normal.normalize(c.encode_utf8(&mut [0; 4])).into_owned();
        assert_eq!(comparable(&c.to_string()), expected, "U+{:04X}", u32::from(c));
        differing += usize::from(c.to_string() != expected);
    }
    assert_eq!(differing, 1002);
}

#[test]
fn radicals_become_the_characters_they_look_like() {
    let radicals: String = ('\u{2F00}'..='\u{2FD5}').map(unify_radical).collect();
    assert_eq!(grapheme_count(&radicals), 214);
    assert!(radicals.chars().all(is_han));
    assert!(radicals.starts_with("一丨丶丿乙亅二亠人儿入八") && radicals.ends_with("齊齒龍龜龠"));
    assert_eq!(single_line("⺟亲⻔⻓⻢⻰"), "母亲门长马龙");
    assert_eq!(unify_radical('⺮'), '⺮', "a radical that is no character stays");
}

#[test]
fn han_characters_of_every_block_are_known() {
    for c in "〇㛃䶮一龻𠮷𪜀𫍯𫝀𬱖𮯠𰀀𱍐".chars() {
        assert!(is_han(c), "{c}");
    }
    for c in "Aあア한·（，⼤⺮\u{E863}".chars() {
        assert!(!is_han(c), "{c}");
    }
}

#[test]
fn an_old_private_code_is_traced_to_its_character() {
    for (private, standard) in
        [('\u{E863}', '䶮'), ('\u{E81A}', '㑳'), ('\u{E844}', '䜣'), ('\u{E864}', '龻')]
    {
        assert!(is_private_use(private));
        assert_eq!(gb18030_private_use(private), Some(standard));
    }
    assert_eq!(gb18030_private_use('\u{E815}'), None, "a radical is no suggestion");
    assert_eq!(gb18030_private_use('\u{E000}'), None);
    assert_eq!(gb18030_private_use('\u{F8FF}'), None);
}

#[test]
fn a_text_of_nothing_visible_is_blank() {
    assert!(looks_blank(" \u{3000}\n\u{200B}\u{FEFF}\u{202E}\u{0}"));
    assert!(!looks_blank("。"));
}

proptest! {
    #![proptest_config(crate::vectors::cases(2000))]

    #[test]
    fn putting_a_text_in_order_twice_changes_nothing_more(text in "[ -~　-〿Ａ-ｚ一-丏⼀-⼏\n\r\t\u{200B}\u{FEFF}\u{85}]{0,24}") {
        for order in [single_line, paragraphs, compact, tidy, comparable] {
            let once = order(&text);
            prop_assert_eq!(order(&once), once);
        }
    }
}
