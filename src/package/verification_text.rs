//! A verification in words, the same on the page and on the terminal.

use std::fmt;

use chrono::NaiveDate;

use super::completeness::{MaterialCheck, MaterialState};
use super::difference::FindingLine;
use super::printed::PrintsCheck;
use super::verification::{FileState, LaterCheck, Outcome, Recheck, StatedFinding, Verification};
use super::{Beside, Manifest, Status};
use crate::check::{Place, Verdict};
use crate::intake::shown;

/// Said with every list of signature files.
pub(crate) const NOT_JUDGED: &str =
    "签名文件由其他程序制作，本程序只列出，不判断其真伪；请用制作签名的程序验证";

impl Verification {
    /// The outcome as one Chinese sentence.
    pub fn headline(&self) -> String {
        let draft = self.manifest.as_ref().is_some_and(|manifest| manifest.status == Status::Draft);
        match self.outcome {
            Outcome::Intact if draft => "备案包完整，但属于未通过自查的草稿，不能作为正式材料提交".to_owned(),
            Outcome::Intact => "备案包完整，内容与清单一致，复核结论为可以提交".to_owned(),
            Outcome::Unchecked => "备案包内容与清单一致，但未能复核检查结论".to_owned(),
            Outcome::Altered => {
                format!("备案包有 {} 处不一致，请向提交单位索取原始备案包", self.mismatches.len())
            }
        }
    }

    /// What the checks made again and the stated findings do not agree on, one Chinese line each.
    pub fn differences(&self) -> Vec<String> {
        let Recheck::Differs { only_stated, only_found, .. } = &self.recheck else { return Vec::new() };
        let stated = only_stated.iter().map(|f| format!("包内有、复核没有：{}", place_line(f)));
        let found = only_found.iter().map(|f| format!("复核有、包内没有：{}", place_line(f)));
        stated.chain(found).collect()
    }

    /// How many materials are there, in one line.
    pub fn materials_line(&self) -> String {
        let count = |states: &[MaterialState]| {
            self.materials.iter().filter(|material| states.contains(&material.state)).count()
        };
        use MaterialState::{Doubtful, Lacking, Met, NotAsked, Waiting};
        format!(
            "官方清单 {} 项，齐备 {} 项，须核对 {} 项，不全或待定 {} 项，不要求 {} 项",
            self.materials.len(),
            count(&[Met]),
            count(&[Doubtful]),
            count(&[Lacking, Waiting]),
            count(&[NotAsked])
        )
    }

    /// What the print marks say, one Chinese line each.
    pub fn print_lines(&self) -> Vec<String> {
        let Some(PrintsCheck { scans, left, findings }) = &self.prints else { return Vec::new() };
        let pages: usize = scans.iter().map(|scan| scan.marked.len()).sum();
        let mut lines = vec![match (scans.is_empty(), findings.is_empty()) {
            (true, _) => "打印标记：盖章扫描件上没有打印标记，不能据此核对打印时的内容".to_owned(),
            (false, true) => {
                format!("打印标记：{} 份扫描件共 {pages} 页，与填报内容一致", scans.len())
            }
            (false, false) => format!(
                "打印标记：{} 份扫描件共 {pages} 页，有 {} 处与填报内容不一致",
                scans.len(),
                findings.len()
            ),
        }];
        lines.extend(
            findings.iter().map(|finding| format!("  [{}] {}", finding.severity.word(), finding.message)),
        );
        lines.extend(scans.iter().filter(|scan| !scan.unread.is_empty()).map(|scan| {
            let pages: Vec<String> = scan.unread.iter().map(u32::to_string).collect();
            format!("  “{}”第 {} 页记录有打印标记，核验时没有读到", shown(&scan.path), pages.join("、"))
        }));
        lines.extend((*left > 0).then(|| {
            format!("  另有 {left} 份扫描件没有重新读取，按包内记录的标记核对；用 beian verify 可以全部读取")
        }));
        lines
    }

    /// The checks by a later definition, one Chinese line each; the first says what they come to.
    pub fn later_lines(&self) -> Vec<String> {
        let Some(LaterCheck { procedure, day, verdict, new, gone }) = &self.later else { return Vec::new() };
        let (day, version) = (crate::calendar::chinese_date(*day), &procedure.version);
        let mut lines = vec![format!("按现行版本（{version}，{day}）检查：{}", verdict_line(verdict))];
        let line = |word: &str, finding: &FindingLine| {
            format!("  {word}：[{}] {}（{}）", finding.severity.word(), finding.message, finding.code)
        };
        lines.extend(new.iter().map(|finding| line("现行版本新增", finding)));
        lines.extend(gone.iter().map(|finding| line("现行版本不再有", finding)));
        lines
    }

    /// The recheck as one Chinese sentence.
    pub fn recheck_line(&self) -> String {
        match &self.recheck {
            Recheck::Agrees { findings } => {
                format!("复核结论与包内一致：{}", verdict_line(&findings.verdict))
            }
            Recheck::Differs { findings, stated, .. } => format!(
                "复核结论与包内不一致：包内为{}，复核为{}",
                verdict_line(stated),
                verdict_line(&findings.verdict)
            ),
            Recheck::UnknownDefinition { procedure } => format!(
                "未复核：本机没有该包所用的事项定义（{} {}，摘要 {}），请安装对应版本后再核验",
                procedure.id,
                procedure.version,
                procedure.digest.get(..16).unwrap_or(&procedure.digest)
            ),
            Recheck::NotMade => "未复核：备案数据或检查结论已改动、缺失或无法读取".to_owned(),
        }
    }
}

/// The verdict as a Chinese clause.
pub(crate) fn verdict_line(verdict: &Verdict) -> String {
    let Verdict { ready, blocking, waiting, warnings, advice, .. } = verdict;
    let word = if *ready { "可以提交" } else { "不能提交" };
    format!("{word}（阻断 {blocking} 项，待定 {waiting} 项，警告 {warnings} 项，建议 {advice} 项）")
}

/// A day as `2026年11月21日`.
fn day(date: NaiveDate) -> String {
    crate::calendar::chinese_date(date)
}

/// The whole verification as lines of Chinese text, the same on the page's copy button and on the terminal.
impl fmt::Display for Verification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.headline())?;
        if let Some(manifest) = &self.manifest {
            let Manifest { product, procedure, title, .. } = manifest;
            writeln!(f, "事项：{title}（{} {}）", procedure.id, procedure.version)?;
            if let Some(name) = &self.dossier_name {
                writeln!(f, "卷宗：{name}")?;
            }
            let status = match manifest.status {
                Status::Complete => "已通过自查",
                Status::Draft => "未通过自查（草稿）",
            };
            writeln!(f, "制作：{}，{} {}，{status}", day(manifest.day), product.name, product.version)?;
        }
        writeln!(f, "整包：{} 字节", self.package.size)?;
        writeln!(f, "  SHA-256 {}", self.package.sha256)?;
        writeln!(f, "  SM3     {}", self.package.sm3)?;
        let intact = self.files.iter().filter(|file| file.state == FileState::Intact).count();
        writeln!(f, "文件：共 {} 个，与清单一致 {intact} 个", self.files.len())?;
        for file in self.files.iter().filter(|file| file.state != FileState::Intact) {
            writeln!(f, "  [{}] {}", file.state.label(), file.path)?;
        }
        if !self.mismatches.is_empty() {
            writeln!(f, "不一致：")?;
            for mismatch in &self.mismatches {
                writeln!(f, "  - {}", mismatch.message)?;
            }
        }
        writeln!(f, "{}", self.recheck_line())?;
        for difference in self.differences() {
            writeln!(f, "  {difference}")?;
        }
        for line in self.later_lines() {
            writeln!(f, "{line}")?;
        }
        if !self.materials.is_empty() {
            writeln!(f, "材料：{}", self.materials_line())?;
            for material in &self.materials {
                let MaterialCheck { material: number, title, state, lacks, .. } = material;
                let lacks =
                    if lacks.is_empty() { String::new() } else { format!("（{}）", lacks.join("，")) };
                writeln!(f, "  [{}] {number} {title}：{}{lacks}", state.word(), material.there())?;
            }
        }
        for line in self.print_lines() {
            writeln!(f, "{line}")?;
        }
        if let Some(difference) = &self.difference {
            writeln!(f, "与先前备案包的差异：")?;
            for line in difference.to_string().lines() {
                writeln!(f, "  {line}")?;
            }
        }
        for Beside { name, digests } in &self.signatures {
            writeln!(f, "签名文件：{name}（{} 字节）", digests.size)?;
            writeln!(f, "  SHA-256 {}", digests.sha256)?;
            writeln!(f, "  SM3     {}", digests.sm3)?;
        }
        if !self.signatures.is_empty() {
            writeln!(f, "说明：{NOT_JUDGED}")?;
        }
        for note in &self.notes {
            writeln!(f, "说明：{note}")?;
        }
        Ok(())
    }
}

fn place_line(finding: &StatedFinding) -> String {
    let places: Vec<String> = finding.about.iter().map(Place::to_string).collect();
    format!("{}（{}）", finding.code, places.join("，"))
}
