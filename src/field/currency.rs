//! Currencies by their Chinese names.

/// A currency with its printed name, ISO 4217 code and the ways it is written.
pub(super) struct Currency {
    pub(super) name: &'static str,
    aliases: &'static [&'static str],
}

/// The home currency, taken when none is named.
pub(super) const RENMINBI: &str = "人民币";

const CURRENCIES: [Currency; 13] = [
    Currency { name: RENMINBI, aliases: &["人民币", "RMB", "CNY", "¥"] },
    Currency { name: "美元", aliases: &["美元", "美金", "USD", "US$", "$"] },
    Currency { name: "港元", aliases: &["港元", "港币", "HKD", "HK$"] },
    Currency { name: "欧元", aliases: &["欧元", "EUR", "€"] },
    Currency { name: "日元", aliases: &["日元", "日圆", "JPY"] },
    Currency { name: "英镑", aliases: &["英镑", "GBP", "£"] },
    Currency { name: "澳门元", aliases: &["澳门元", "澳门币", "MOP"] },
    Currency { name: "新台币", aliases: &["新台币", "TWD", "NT$"] },
    Currency { name: "新加坡元", aliases: &["新加坡元", "新元", "SGD", "S$"] },
    Currency { name: "澳大利亚元", aliases: &["澳大利亚元", "澳元", "AUD", "A$"] },
    Currency { name: "加拿大元", aliases: &["加拿大元", "加元", "CAD", "C$"] },
    Currency { name: "瑞士法郎", aliases: &["瑞士法郎", "CHF"] },
    Currency { name: "韩元", aliases: &["韩元", "KRW"] },
];

/// The printed name of a currency named in any of its ways, alone.
pub(super) fn named(text: &str) -> Option<&'static str> {
    let text = text.to_ascii_uppercase();
    CURRENCIES.iter().find(|currency| currency.aliases.contains(&text.as_str())).map(|currency| currency.name)
}

/// Takes the currency out of a text in folded width and upper case: its name and the rest. Whether it
/// stood last, as in `100美元`, is told too: there it says 元 as well.
pub(super) fn take(text: &str) -> Option<(&'static str, bool, String)> {
    let found =
        CURRENCIES.iter().flat_map(|currency| currency.aliases.iter().map(move |alias| (currency, *alias)));
    let (currency, alias) =
        found.filter(|(_, alias)| text.contains(alias)).max_by_key(|(_, alias)| alias.len())?;
    Some((currency.name, text.ends_with(alias), text.replacen(alias, "", 1)))
}
