//! What was seen in a file, in few words beside its name.

use std::collections::BTreeSet;

use super::{FileRecord, MediaType, Removed, Seen, SeenInk, SeenPage};

/// Sides of paper in millimetres.
const PAPER: [(&str, u32, u32); 4] = [("A4", 210, 297), ("A3", 297, 420), ("A5", 148, 210), ("B5", 176, 250)];
/// By how many millimetres scanners miss them.
const SLACK: u32 = 6;

impl FileRecord {
    /// Pages, paper, resolution, colour, seals: what can be told of them, in this order.
    pub fn facts(&self) -> Vec<String> {
        let mut facts = Vec::new();
        if self.pages > 1 || matches!(self.media, MediaType::Pdf) {
            facts.push(format!("{} 页", self.pages));
        }
        let Some(seen) = &self.seen else { return facts };
        facts.extend(paper(seen));
        facts.extend(resolution(seen));
        facts.extend(colours(seen));
        if seen.pages.iter().any(|page| page.text) {
            facts.push("有可检索的文字".to_owned());
        }
        facts.extend(seals(seen));
        let blank = seen.pages.iter().filter(|page| page.blank).count();
        if blank > 0 {
            facts.push(format!("空白 {blank} 页"));
        }
        if self.media != MediaType::Pdf && seen.pages.iter().any(|page| page.turned > 0) {
            facts.push("已按拍摄方向转正".to_owned());
        }
        facts
    }

    /// The line that says what was removed; `None` when nothing was.
    pub fn cleaned(&self) -> Option<String> {
        let removed = &self.seen.as_ref()?.removed;
        let labels: Vec<&str> = removed.iter().copied().map(Removed::label).collect();
        (!labels.is_empty())
            .then(|| format!("已从此份文件中去除{}，画面没有改动；您的原文件不受影响。", labels.join("、")))
    }
}

/// The paper's name, or its sides.
fn paper(seen: &Seen) -> Option<String> {
    let names: BTreeSet<String> = seen.pages.iter().filter_map(|page| page.mm).map(paper_name).collect();
    match names.len() {
        0 => None,
        1 => names.into_iter().next(),
        _ => Some("页面大小不一".to_owned()),
    }
}

fn paper_name((width, height): (u32, u32)) -> String {
    let (short, long) = (width.min(height), width.max(height));
    let near = |a: u32, b: u32| a.abs_diff(b) <= SLACK;
    match PAPER
        .iter()
        .find(|(_, paper_short, paper_long)| near(short, *paper_short) && near(long, *paper_long))
    {
        Some((name, ..)) if width > height => format!("{name} 横向"),
        Some((name, ..)) => (*name).to_owned(),
        None => format!("{width}×{height} mm"),
    }
}

fn resolution(seen: &Seen) -> Option<String> {
    let stated: BTreeSet<u32> = seen.pages.iter().filter_map(|page| page.dpi).collect();
    match (stated.first(), stated.last()) {
        (Some(least), Some(most)) if least == most => Some(format!("{least} dpi")),
        (Some(least), Some(most)) => Some(format!("{least} 至 {most} dpi")),
        _ => {
            let (width, height) = seen.pages.first()?.pixels?;
            Some(format!("{width}×{height} 像素"))
        }
    }
}

fn colours(seen: &Seen) -> Option<String> {
    let scans: Vec<&SeenPage> = seen.pages.iter().filter(|page| page.ink.is_some()).collect();
    let has = |ink: SeenInk| scans.iter().any(|page| page.ink == Some(ink));
    match () {
        () if scans.is_empty() => None,
        () if scans.iter().any(|page| page.colour) => Some("彩色".to_owned()),
        () if has(SeenInk::Colour) || has(SeenInk::Cmyk) || has(SeenInk::Grey) => Some("没有颜色".to_owned()),
        () => Some("黑白".to_owned()),
    }
}

fn seals(seen: &Seen) -> Option<String> {
    let all: Vec<u32> = seen.pages.iter().flat_map(|page| page.seals.iter().copied()).collect();
    let largest = all.iter().max()?;
    let count = if all.len() > 1 { format!(" {} 处", all.len()) } else { String::new() };
    Some(match largest {
        0 => format!("见红色圆形印章{count}"),
        mm => format!("见红色圆形印章{count}约 {mm} mm"),
    })
}
