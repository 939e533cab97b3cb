//! Which characters are Han, and two traps of Chinese text: radicals and private use.

/// A Han character (汉字) of any block up to Unicode 17, including 〇 and the compatibility blocks.
///
/// Radicals and strokes are not characters; see [`unify_radical`].
pub fn is_han(c: char) -> bool {
    matches!(
        u32::from(c),
        0x3007
            | 0x3400..=0x4DBF
            | 0x4E00..=0x9FFF
            | 0xF900..=0xFAFF
            | 0x20000..=0x2EE5D
            | 0x2F800..=0x2FA1F
            | 0x30000..=0x3347F
    )
}

/// A code point of the private use areas: it shows as whatever the local font makes of it.
pub fn is_private_use(c: char) -> bool {
    matches!(u32::from(c), 0xE000..=0xF8FF | 0xF_0000..=0xF_FFFD | 0x10_0000..=0x10_FFFD)
}

/// The ordinary character for a radical, when there is one.
///
/// Text copied out of a PDF often holds ⼤ (U+2F24, a radical) for 大 (U+5927): the two look alike and
/// compare as different. Covers all of the Kangxi radicals and those of the supplement that are
/// whole characters.
pub fn unify_radical(c: char) -> char {
    match c {
        '\u{2F00}'..='\u{2FD5}' => KANGXI.chars().nth((u32::from(c) - 0x2F00) as usize).unwrap_or(c),
        '\u{2E80}'..='\u{2EFF}' => {
            SUPPLEMENT.iter().find(|(radical, _)| *radical == c).map_or(c, |(_, character)| *character)
        }
        _ => c,
    }
}

/// The character that a private-use code point stood for in GB 18030-2000 and GBK, when it is one of
/// those that have a code of their own today, e.g. U+E863 → 䶮.
///
/// Only ever a suggestion: other systems put other characters there.
pub fn gb18030_private_use(c: char) -> Option<char> {
    let index = u32::from(c).checked_sub(0xE815)? as usize;
    GB18030_PRIVATE_USE.chars().nth(index).filter(|character| is_han(*character))
}

/// U+2F00 to U+2FD5 in order.
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸\
    屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父\
    爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自\
    至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面\
    革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// The radicals of the supplement that are whole characters.
const SUPPLEMENT: &[(char, char)] = &[
    ('\u{2E9F}', '母'),
    ('\u{2EA0}', '民'),
    ('\u{2EC1}', '虎'),
    ('\u{2EC4}', '西'),
    ('\u{2EC5}', '见'),
    ('\u{2EC6}', '角'),
    ('\u{2EC9}', '贝'),
    ('\u{2ECB}', '车'),
    ('\u{2ED1}', '長'),
    ('\u{2ED3}', '长'),
    ('\u{2ED4}', '门'),
    ('\u{2ED8}', '青'),
    ('\u{2ED9}', '韦'),
    ('\u{2EDA}', '页'),
    ('\u{2EDB}', '风'),
    ('\u{2EDC}', '飞'),
    ('\u{2EDD}', '食'),
    ('\u{2EE2}', '马'),
    ('\u{2EE3}', '骨'),
    ('\u{2EE4}', '鬼'),
    ('\u{2EE5}', '鱼'),
    ('\u{2EE6}', '鸟'),
    ('\u{2EE7}', '卤'),
    ('\u{2EE8}', '麦'),
    ('\u{2EE9}', '黄'),
    ('\u{2EEA}', '黾'),
    ('\u{2EEC}', '齐'),
    ('\u{2EEE}', '齿'),
    ('\u{2EF0}', '龙'),
    ('\u{2EF3}', '龟'),
];

/// U+E815 to U+E864 in order.
const GB18030_PRIVATE_USE: &str = "\
    ⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱䎬⺻䏝䓖\
    䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻";
