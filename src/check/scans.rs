//! What was seen in files that stands in the way of reading or accepting them: warnings and advice, since no clause
//! refuses a filing for any of it. A file that cannot be opened at all never comes this far.

use std::sync::Arc;

use super::finding::{Finding, Place, State};
use crate::dossier::{Attachment, Dossier, PdfPart, Seen, SeenInk, SeenPage};
use crate::field::Severity;
use crate::procedure::{Material, Procedure, Scans, Slot};

/// Lines that rise or fall by more than this many hundredths of a degree are crooked at a glance.
const CROOKED: i32 = 300;
/// Edges wider than this, in hundredths of a millimetre, belong to letters that run into each other: a scan at
/// 150 dpi has edges of 25, one that is a third of a millimetre out of focus has 60 to 80.
const BLURRED: u32 = 50;
/// And wider than this many tenths of a pixel: a coarse scan is not a blurred one.
const BLURRED_TENTHS: u32 = 20;
/// Paper darker than this, of 255, is hard to read and to copy.
const DARK: u32 = 140;
/// A card photographed across so many pixels shows its smallest print, whatever its resolution is called.
const CARD_PIXELS: u32 = 1_000;
/// Most names and pages in one sentence.
const MOST: usize = 4;

/// The findings about all files.
pub(super) fn all(dossier: &Dossier, procedure: &Procedure) -> Vec<Arc<Finding>> {
    let slots = procedure.materials.iter().flat_map(|of| of.slots.iter().map(move |slot| (of, slot)));
    let unsorted = dossier.attachments.iter().filter(|there| there.material.is_empty());
    let unsorted = unsorted.filter_map(|there| partly_seen(there, there.file.seen.as_deref()?, Vec::new()));
    let placed = slots.flat_map(|(of, slot)| findings(dossier, procedure, of, slot));
    placed.chain(unsorted).map(Arc::new).collect()
}

/// The finding about a file with more pages than were looked at.
fn partly_seen(there: &Attachment, seen: &Seen, clause: Vec<String>) -> Option<Finding> {
    let (name, pages) = (&there.file.name, there.file.pages);
    let looked_at = u32::try_from(seen.pages.len()).unwrap_or(u32::MAX);
    (0 < looked_at && looked_at < pages).then(|| Finding {
        code: "scan_partly_seen".to_owned(),
        severity: Severity::Advice,
        state: State::Failed,
        clause,
        about: vec![Place::Material(there.material.clone(), Some(there.slot.clone()))],
        part: None,
        message: format!("“{name}”共 {pages} 页，自动查看了前 {looked_at} 页。"),
        hint: "其余各页请自行核对；宜按内容分成几个文件。".to_owned(),
    })
}

/// The findings about the files at a slot.
fn findings(dossier: &Dossier, procedure: &Procedure, material: &Material, slot: &Slot) -> Vec<Finding> {
    let files: Vec<(&Attachment, &Seen)> = dossier
        .files_at(&material.id, &slot.id)
        // Of files that came before pages were looked at, nothing is known.
        .filter_map(|there| Some((there, there.file.seen.as_deref().filter(|seen| !seen.pages.is_empty())?)))
        .collect();
    let mut found = Findings { material, slot, list: Vec::new() };
    for (there, seen) in &files {
        found.pages(there, seen, procedure.scans.as_ref());
        found.parts(there, seen);
        found.sides(there, seen, dossier);
    }
    if let Some(scans) = &procedure.scans {
        found.coarse(&files, scans);
    }
    if slot.seal {
        found.seals(&files, procedure.scans.as_ref());
    }
    found.list
}

/// Whether a page has a fault.
type Fault = fn(&SeenPage) -> bool;

struct Findings<'a> {
    material: &'a Material,
    slot: &'a Slot,
    list: Vec<Finding>,
}

impl Findings<'_> {
    fn add(
        &mut self,
        code: &str,
        severity: Severity,
        clause: Option<&[String]>,
        message: String,
        hint: &str,
    ) {
        let own = self.material.basis.iter();
        let clause: Vec<String> = clause.into_iter().flatten().chain(own).cloned().collect();
        self.list.push(Finding {
            code: code.to_owned(),
            severity,
            state: State::Failed,
            clause,
            about: vec![Place::Material(self.material.id.clone(), Some(self.slot.id.clone()))],
            part: None,
            message,
            hint: hint.to_owned(),
        });
    }

    /// What is wrong with single pages.
    fn pages(&mut self, there: &Attachment, seen: &Seen, scans: Option<&Scans>) {
        let name = &there.file.name;
        let of = |holds: &dyn Fn(&SeenPage) -> bool| pages(there, seen, holds);
        if let Some(scans) = scans {
            let low = |page: &SeenPage| self.is_coarse(page, scans.least_dpi);
            if let Some((pages, at)) = of(&low) {
                let dpi = at.iter().filter_map(|page| page.likely_dpi()).min().unwrap_or(0);
                let presumed =
                    if at.iter().any(|page| page.dpi.is_none()) { "按 A4 幅面推算" } else { "" };
                self.add(
                    "scan_too_coarse",
                    Severity::Warning,
                    Some(&scans.basis),
                    format!("“{name}”{pages}{presumed}约 {dpi} dpi，低于 {} dpi。", scans.least_dpi),
                    &format!("请以 {} dpi 重新扫描后替换。", scans.good_dpi),
                );
            }
        }
        let rows: [(&str, Fault, &str, &str); 5] = [
            (
                "scan_blank",
                |page| page.blank,
                "没有内容，像是空白页",
                "请核对是否漏扫或者扫反了面；确为空白页的，不必处理。",
            ),
            (
                "scan_unread",
                |page| page.unread,
                "的图像采用了特殊的压缩方式或者颜色，本程序无法查看",
                "请自行核对是否清楚、是否盖章；也可以用“打印为 PDF”重新生成后替换。",
            ),
            ("scan_blurred", is_blurred, "字迹模糊", "请对焦或者擦净扫描仪玻璃后重新扫描，再替换。"),
            (
                "scan_crooked",
                |page| page.skew.is_some_and(|skew| skew.abs() >= CROOKED),
                "明显歪斜",
                "请放正后重新扫描，再替换。",
            ),
            (
                "scan_dark",
                |page| page.paper.is_some_and(|paper| paper < DARK),
                "偏暗",
                "请在光线充足处重新拍摄，或者调亮后重新扫描，再替换。",
            ),
        ];
        if let Some((pages, _)) = of(&|page| page.lies > 0) {
            self.add(
                "scan_turned",
                Severity::Advice,
                None,
                format!("“{name}”{pages}是横着或者倒着扫描的。"),
                "宜转正后另存或者重新扫描，再替换。",
            );
        }
        for (code, holds, what, hint) in rows {
            if let Some((pages, _)) = of(&holds) {
                self.add(code, Severity::Warning, None, format!("“{name}”{pages}{what}。"), hint);
            }
        }
        if let Some((pages, _)) = of(&|page| page.ink == Some(SeenInk::Cmyk)) {
            self.add(
                "scan_in_press_colours",
                Severity::Advice,
                None,
                format!("“{name}”{pages}用的是印刷用的 CMYK 颜色，各种软件显示的颜色可能不同。"),
                "宜用看图软件另存为普通（RGB）颜色的图片后替换。",
            );
        }
        self.list.extend(partly_seen(there, seen, self.material.basis.clone()));
    }

    /// Whether what lies at the places of both sides of a card shows both.
    fn sides(&mut self, there: &Attachment, seen: &Seen, dossier: &Dossier) {
        let slots = || self.material.slots.iter().filter(|other| other.card);
        if !self.slot.card || slots().count() < 2 {
            return;
        }
        let name = &there.file.name;
        let cards: u32 = seen.pages.iter().map(|page| page.cards).sum();
        if cards > 1 {
            self.add(
                "card_sides_together",
                Severity::Advice,
                None,
                format!("“{name}”上有 {cards} 张证件，像是正反两面在一起。"),
                "另一面也可以选“用同一文件”，不必再放一份。",
            );
            return;
        }
        // Said once, at the later of the two places.
        let mut before = slots().take_while(|other| other.id != self.slot.id);
        let same = before.find(|other| {
            let mut files = dossier.files_at(&self.material.id, &other.id);
            files.any(|other| other.file.sha256 == there.file.sha256)
        });
        if let Some(other) = same.filter(|_| there.file.pages == 1) {
            self.add(
                "card_side_missing",
                Severity::Warning,
                None,
                format!(
                    "“{name}”既放在“{}”又放在“{}”，但只有一页，上面没有认出两张证件，像是缺一面。",
                    other.title, self.slot.title
                ),
                "请核对正反两面是否都在；缺的一面请单独扫描，替换此处的文件。两面都在的，不必处理。",
            );
        }
    }

    /// What a PDF holds besides pages.
    fn parts(&mut self, there: &Attachment, seen: &Seen) {
        let has = |part: PdfPart| seen.parts.contains(&part);
        let name = &there.file.name;
        let active = [
            (PdfPart::Script, "脚本"),
            (PdfPart::Launch, "启动程序或者发送数据的动作"),
            (PdfPart::Media, "音视频等多媒体"),
        ];
        let active: Vec<&str> =
            active.into_iter().filter(|(part, _)| has(*part)).map(|(_, label)| label).collect();
        if !active.is_empty() {
            self.add(
                "pdf_active_content",
                Severity::Warning,
                None,
                format!("“{name}”含有{}，接收方的系统可能拦截。", active.join("、")),
                "请用“打印为 PDF”重新生成不含这些内容的文件后替换。",
            );
        }
        if has(PdfPart::Embedded) {
            self.add(
                "pdf_embedded_files",
                Severity::Warning,
                None,
                format!("“{name}”里还附有其他文件，审核时可能看不到。"),
                "请取出附带的文件单独添加，再用“打印为 PDF”重新生成后替换。",
            );
        }
    }

    /// A page too coarse for this resolution.
    fn is_coarse(&self, page: &SeenPage, dpi: u32) -> bool {
        let card = self.slot.card
            && page.dpi.is_none()
            && page.pixels.is_some_and(|(width, height)| width.max(height) >= CARD_PIXELS);
        // 1 % for scanners that round.
        !card && !page.blank && page.likely_dpi().is_some_and(|likely| likely * 100 < dpi * 99)
    }

    /// Files that would be better at a higher resolution, in one sentence.
    fn coarse(&mut self, files: &[(&Attachment, &Seen)], scans: &Scans) {
        let modest: Vec<&str> = files
            .iter()
            .filter(|(_, seen)| {
                let worse = |dpi| seen.pages.iter().any(|page| self.is_coarse(page, dpi));
                worse(scans.good_dpi) && !worse(scans.least_dpi)
            })
            .map(|(there, _)| there.file.name.as_str())
            .collect();
        if modest.is_empty() {
            return;
        }
        let names = modest.iter().take(MOST).map(|name| format!("“{name}”")).collect::<String>();
        let more =
            if modest.len() > MOST { format!("等 {} 个文件", modest.len()) } else { String::new() };
        self.add(
            "scan_not_fine",
            Severity::Advice,
            Some(&scans.basis),
            format!("{names}{more}的分辨率不到 {} dpi。", scans.good_dpi),
            &format!("字小、字密或者不够清楚的，宜以 {} dpi 重新扫描。", scans.good_dpi),
        );
    }

    /// Whether a seal is seen where one is expected.
    fn seals(&mut self, files: &[(&Attachment, &Seen)], scans: Option<&Scans>) {
        for (there, seen) in files {
            let name = &there.file.name;
            let scan = seen.pages.iter().any(|page| page.pixels.is_some());
            let sealed = seen.pages.iter().any(|page| !page.seals.is_empty());
            let unread = seen.pages.iter().any(|page| page.unread);
            if sealed || unread || seen.parts.contains(&PdfPart::Signature) {
                continue;
            }
            let basis = scans.map(|scans| scans.basis.as_slice());
            if scan && !seen.pages.iter().any(|page| page.colour) {
                self.add(
                    "seal_without_colour",
                    Severity::Advice,
                    basis,
                    format!("“{name}”没有颜色，看不出是否盖有红色公章。"),
                    "盖章的页面宜彩色扫描；已是彩色扫描的，请核对是否盖章。",
                );
            } else {
                self.add(
                    "seal_not_seen",
                    Severity::Advice,
                    None,
                    format!("“{name}”没有找到红色圆形印章。"),
                    "请核对是否已盖公章、是否扫到盖章的一页；已盖章的，不必处理。",
                );
            }
        }
    }
}

fn is_blurred(page: &SeenPage) -> bool {
    let tenths = |edge: u32, dpi: u32| edge * dpi / 254;
    let Some((edge, dpi)) = page.edge.zip(page.likely_dpi()) else { return false };
    edge >= BLURRED && tenths(edge, dpi) >= BLURRED_TENTHS
}

/// The pages of a file of which something holds, as they are named after its name, and the pages themselves.
fn pages<'s>(
    there: &Attachment,
    seen: &'s Seen,
    holds: &dyn Fn(&SeenPage) -> bool,
) -> Option<(String, Vec<&'s SeenPage>)> {
    let found: Vec<(usize, &SeenPage)> = seen
        .pages
        .iter()
        .enumerate()
        .filter(|(_, page)| holds(page))
        .map(|(at, page)| (at + 1, page))
        .collect();
    if found.is_empty() {
        return None;
    }
    let named = if there.file.pages == 1 {
        String::new()
    } else {
        let numbers = found.iter().take(MOST).map(|(at, _)| at.to_string()).collect::<Vec<_>>().join("、");
        let more = if found.len() > MOST { format!("页等 {} 页", found.len()) } else { "页".to_owned() };
        format!("第 {numbers} {more}")
    };
    Some((named, found.into_iter().map(|(_, page)| page).collect()))
}
