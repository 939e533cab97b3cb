//! The parts of a `.docx` beside its text: styles, numbering, relations, footnotes; and reading their XML.

use std::collections::BTreeMap;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// A step through an XML text. Names are without their prefix.
pub(super) enum Step<'e> {
    Open(&'e str, Attributes),
    Close(&'e str),
    Text(&'e str),
}

/// The attributes of an element by their names without prefixes.
#[derive(Debug, Default)]
pub(super) struct Attributes(BTreeMap<String, String>);

impl Attributes {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.parse().ok()
    }

    /// Whether an element such as `<w:b/>` switches something on.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.get("val"), Some("0" | "false" | "off" | "none"))
    }
}

/// Walks through an XML text; `None` when it is broken.
pub(super) fn walk(xml: &str, mut see: impl FnMut(Step<'_>)) -> Option<()> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) => see(Step::Open(element.local_name().as_ref(), attributes(&element))),
            Event::Empty(element) => {
                see(Step::Open(element.local_name().as_ref(), attributes(&element)));
                see(Step::Close(element.local_name().as_ref()));
            }
            Event::End(element) => see(Step::Close(element.local_name().as_ref())),
            Event::Text(text) => see(Step::Text(&text.xml10_content())),
            Event::CData(text) => see(Step::Text(&text.xml10_content())),
            Event::GeneralRef(name) => {
                let c = name.resolve_char_ref().ok().flatten().map(String::from);
                let text = c.or_else(|| resolve_predefined_entity(&name.xml10_content()).map(str::to_owned));
                see(Step::Text(&text.unwrap_or_default()));
            }
            Event::Eof => return Some(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

fn attributes(element: &BytesStart<'_>) -> Attributes {
    let mut found = BTreeMap::new();
    for attribute in element.attributes().with_checks(false).flatten() {
        let value = attribute.normalized_value(XmlVersion::default()).map(|value| value.into_owned());
        let value = value.unwrap_or_default();
        found.insert(attribute.key.local_name().as_ref().to_owned(), value);
    }
    Attributes(found)
}

/// How a paragraph is meant, by itself or by its style.
#[derive(Clone, Debug, Default)]
pub(super) struct Meant {
    /// Level of a heading from 0; 9 = text.
    pub(super) outline: Option<u32>,
    /// The list it belongs to; 0 = none.
    pub(super) list: Option<u32>,
    /// How far it is nested there, from 0.
    pub(super) depth: Option<u32>,
}

/// The styles of paragraphs by id.
#[derive(Debug, Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    meant: Meant,
}

impl Styles {
    pub(super) fn read(xml: &str) -> Self {
        let (mut styles, mut open) = (BTreeMap::new(), None::<(String, Style)>);
        let walked = walk(xml, |step| match (step, &mut open) {
            (Step::Open("style", attributes), _) => {
                open = attributes.get("styleId").map(|id| (id.to_owned(), Style::default()));
            }
            (Step::Close("style"), _) => styles.extend(open.take()),
            (Step::Open(name, attributes), Some((_, style))) => match name {
                "name" => style.name = attributes.get("val").unwrap_or_default().to_lowercase(),
                "basedOn" => style.based_on = attributes.get("val").map(str::to_owned),
                "outlineLvl" => style.meant.outline = attributes.number("val"),
                "numId" => style.meant.list = attributes.number("val"),
                "ilvl" => style.meant.depth = attributes.number("val"),
                _ => {}
            },
            _ => {}
        });
        // Without styles a document is still read; its headings are then told by their numbers.
        if walked.is_some() { Self(styles) } else { Self::default() }
    }

    /// How paragraphs of a style are meant, its ancestors heeded.
    pub(super) fn meant(&self, id: &str) -> Meant {
        let mut meant = Meant::default();
        let mut next = Some(id);
        // A chain that goes round ends.
        for _ in 0..20 {
            let Some(style) = next.and_then(|id| self.0.get(id)) else { break };
            let named = ["heading ", "标题 "].iter().find_map(|prefix| style.name.strip_prefix(prefix));
            let named =
                named.and_then(|number| number.trim().parse::<u32>().ok()).and_then(|n| n.checked_sub(1));
            meant.outline = meant.outline.or(style.meant.outline).or(named);
            meant.list = meant.list.or(style.meant.list);
            meant.depth = meant.depth.or(style.meant.depth);
            next = style.based_on.as_deref();
        }
        meant
    }

    /// Whether a style is that of entries in a table of contents.
    pub(super) fn is_contents(&self, id: &str) -> bool {
        self.0.get(id).is_some_and(|style| style.name.starts_with("toc ") || style.name.starts_with("目录 "))
    }
}

/// The lists of a document and how their levels count.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// The kind of a list by its number.
    kinds: BTreeMap<u32, u32>,
    /// By kind and level from 0.
    levels: BTreeMap<(u32, u32), Level>,
    /// Where a list begins anew: its number, the level, and the first number there.
    restarts: Vec<(u32, u32, u32)>,
}

/// How a level of a list counts.
#[derive(Debug)]
pub(super) struct Level {
    /// `bullet`, `decimal` …
    pub(super) format: String,
    /// What is written, `%1` standing for the number of the first level; blank when that is not said.
    pub(super) text: String,
    /// The first number.
    pub(super) start: u32,
    /// The numbers of all levels are figures here.
    pub(super) legal: bool,
}

impl Default for Level {
    fn default() -> Self {
        Self { format: "decimal".to_owned(), text: String::new(), start: 1, legal: false }
    }
}

impl Lists {
    pub(super) fn read(xml: &str) -> Self {
        let mut lists = Self::default();
        // Levels stand in a kind, or again in a list, where only the number that it begins with is heeded.
        let (mut kind, mut level, mut list) = (None, None, None);
        let walked = walk(xml, |step| {
            let Step::Open(name, attributes) = step else { return };
            let number = attributes.number("val");
            let mut in_level = |change: &dyn Fn(&mut Level)| {
                if let (None, Some(kind), Some(level)) = (list, kind, level) {
                    change(lists.levels.entry((kind, level)).or_default());
                }
            };
            match name {
                "abstractNum" => (kind, level) = (attributes.number("abstractNumId"), None),
                "lvl" => level = attributes.number("ilvl"),
                "numFmt" => in_level(&|it| it.format = attributes.get("val").unwrap_or_default().to_owned()),
                "lvlText" => in_level(&|it| it.text = attributes.get("val").unwrap_or_default().to_owned()),
                "start" => in_level(&|it| it.start = number.unwrap_or(1)),
                "isLgl" => in_level(&|it| it.legal = attributes.is_on()),
                "num" => list = attributes.number("numId"),
                "lvlOverride" => level = attributes.number("ilvl"),
                "startOverride" => lists
                    .restarts
                    .extend(list.zip(level).zip(number).map(|((list, level), start)| (list, level, start))),
                "abstractNumId" => {
                    if let (Some(list), Some(kind)) = (list, number) {
                        lists.kinds.insert(list, kind);
                    }
                }
                _ => {}
            }
        });
        if walked.is_some() { lists } else { Self::default() }
    }

    /// The kind of a list.
    pub(super) fn kind(&self, list: u32) -> Option<u32> {
        self.kinds.get(&list).copied()
    }

    /// How a level of a kind counts, by its depth from 0.
    pub(super) fn level(&self, kind: u32, depth: usize) -> Option<&Level> {
        self.levels.get(&(kind, u32::try_from(depth).ok()?))
    }

    /// The levels at which a list begins anew, with the first number there.
    pub(super) fn restarts(&self, list: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.restarts.iter().filter(move |(of, ..)| *of == list).map(|(_, level, start)| (*level, *start))
    }
}

/// The targets of a part's relations by id.
pub(super) fn relations(xml: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let _ = walk(xml, |step| {
        if let Step::Open("Relationship", attributes) = step
            && let (Some(id), Some(target)) = (attributes.get("Id"), attributes.get("Target"))
        {
            found.insert(id.to_owned(), target.to_owned());
        }
    });
    found
}

/// The texts of footnotes by id.
pub(super) fn notes(xml: &str) -> BTreeMap<String, String> {
    let (mut found, mut open, mut inside) = (BTreeMap::<String, String>::new(), None, false);
    let _ = walk(xml, |step| match step {
        Step::Open("footnote" | "endnote", attributes) => open = attributes.get("id").map(str::to_owned),
        Step::Close("footnote" | "endnote") => open = None,
        Step::Open("t", _) => inside = true,
        Step::Close("t") => inside = false,
        Step::Text(text) if inside => {
            if let Some(id) = &open {
                found.entry(id.clone()).or_default().push_str(text);
            }
        }
        _ => {}
    });
    found
}
