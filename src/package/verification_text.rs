//! A verification in words, the same on the page and on the terminal.

use std::fmt;

use chrono::NaiveDate;

use super::completeness::{MaterialCheck, MaterialState};
use super::difference::FindingLine;
use super::printed::PrintsCheck;
use super::verification::{FileState, LaterCheck, Outcome, Recheck, StatedFinding, Verification};
use super::{Beside, Manifest, Status};
use crate::check::Verdict;
use crate::intake::{shown, visible};

/// Said with every list of signature files.
pub(crate) const NOT_JUDGED: &str =
    "签名文件由其他程序制作，本程序只列出，不判断其真伪；请用制作签名的程序验证";

/// Said of a package that was made of the example, whatever its outcome is.
pub(crate) const OF_EXAMPLE: &str = "本包由程序自带的示例卷宗制作，内容是虚构的";

impl Verification {
    /// The outcome as one Chinese sentence.
    pub fn headline(&self) -> String {
        let draft = self.manifest.as_ref().is_some_and(|manifest| manifest.status == Status::Draft);
        match self.outcome {
            Outcome::Intact if self.example => "备案包完整，但内容是示例，不能作为正式材料提交".to_owned(),
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
            format!(
                "  另有 {left} 份扫描件没有重新读取，按包内记录的标记核对；可以在本页面重新读取全部打印标记，或者用 beian verify"
            )
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
                shown(&procedure.id),
                shown(&procedure.version),
                shown(&procedure.digest.chars().take(16).collect::<String>())
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

/// The whole verification as lines of Chinese text, the same on the page's copy button and on the terminal. Nothing in a
/// package adds a line to it or rewrites one.
impl fmt::Display for Verification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines().iter().try_for_each(|line| writeln!(f, "{}", visible(line)))
    }
}

impl Verification {
    fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.headline()];
        lines.extend(self.own_lines());
        lines.extend(self.digest_lines());
        lines.push(self.recheck_line());
        lines.extend(self.differences().iter().map(|difference| format!("  {difference}")));
        lines.extend(self.later_lines());
        lines.extend(self.material_lines());
        lines.extend(self.print_lines());
        if let Some(difference) = &self.difference {
            lines.push("与先前备案包的差异：".to_owned());
            lines.extend(difference.to_string().lines().map(|line| format!("  {line}")));
        }
        for Beside { name, digests } in &self.signatures {
            lines.push(format!("签名文件：{}（{} 字节）", shown(name), digests.size));
            lines.push(format!("  SHA-256 {}", digests.sha256));
            lines.push(format!("  SM3     {}", digests.sm3));
        }
        lines.extend((!self.signatures.is_empty()).then(|| format!("说明：{NOT_JUDGED}")));
        lines.extend(self.notes.iter().map(|note| format!("说明：{note}")));
        lines
    }

    /// What the package says of itself.
    fn own_lines(&self) -> Vec<String> {
        let Some(manifest) = &self.manifest else { return Vec::new() };
        let Manifest { product, procedure, title, .. } = manifest;
        let (id, version) = (shown(&procedure.id), shown(&procedure.version));
        let mut lines = vec![format!("事项：{}（{id} {version}）", shown(title))];
        lines.extend(self.dossier_name.as_ref().map(|name| format!("卷宗：{}", shown(name))));
        lines.extend(self.example.then(|| format!("示例：{OF_EXAMPLE}")));
        let status = match manifest.status {
            Status::Complete => "已通过自查",
            Status::Draft => "未通过自查（草稿）",
        };
        let (product, version) = (shown(&product.name), shown(&product.version));
        lines.push(format!("制作：{}，{product} {version}，{status}", day(manifest.day)));
        lines
    }

    /// The package as a whole, its files, and all that does not agree.
    fn digest_lines(&self) -> Vec<String> {
        let mut lines = vec![
            format!("整包：{} 字节", self.package.size),
            format!("  SHA-256 {}", self.package.sha256),
            format!("  SM3     {}", self.package.sm3),
        ];
        let (intact, others): (Vec<_>, Vec<_>) =
            self.files.iter().partition(|file| file.state == FileState::Intact);
        lines.push(format!("文件：共 {} 个，与清单一致 {} 个", self.files.len(), intact.len()));
        lines.extend(others.iter().map(|file| format!("  [{}] {}", file.state.label(), file.path)));
        if !self.mismatches.is_empty() {
            lines.push("不一致：".to_owned());
            lines.extend(self.mismatches.iter().map(|mismatch| format!("  - {}", mismatch.message)));
        }
        lines
    }

    /// The materials of the official list, one after the other.
    fn material_lines(&self) -> Vec<String> {
        if self.materials.is_empty() {
            return Vec::new();
        }
        let line = |check: &MaterialCheck| {
            let MaterialCheck { material: number, title, state, lacks, .. } = check;
            let lacks = if lacks.is_empty() { String::new() } else { format!("（{}）", lacks.join("，")) };
            format!("  [{}] {number} {title}：{}{lacks}", state.word(), check.there())
        };
        let mut lines = vec![format!("材料：{}", self.materials_line())];
        lines.extend(self.materials.iter().map(line));
        lines
    }
}

/// What a package states can be any text.
fn place_line(finding: &StatedFinding) -> String {
    let places: Vec<String> = finding.about.iter().map(|place| shown(&place.to_string())).collect();
    format!("{}（{}）", shown(&finding.code), places.join("，"))
}
