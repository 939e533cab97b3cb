//! The steps of a dossier, in order, with how far each is. A procedure has only those it needs: rosters,
//! materials and prints are steps where there are some.
//!
//! Three things are counted, each under its own name wherever it is shown: 必填项 (questions that must be
//! answered), 项材料 (materials that must be gathered), 个问题 (findings that block or wait).

use crate::check::{Progress, Step as Counted};
use crate::procedure::{Procedure, Stage};
use crate::ui::route::Page;

/// A step of a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// 填写: the questions.
    Form,
    /// A roster, by its position in the definition.
    Roster(usize),
    /// 准备材料.
    Materials,
    /// 结论: what the answers decide.
    Decision,
    /// 检查.
    Check,
    /// 打印, and where the official form is stamped, 盖章.
    Print,
    /// 导出.
    Export,
}

/// How much of a whole dossier is done, with what is counted.
pub fn overall_words(procedure: &Procedure, progress: &Progress) -> String {
    let Counted { done, total } = progress.overall();
    let what = if procedure.materials.is_empty() { "必填项" } else { "必填项和材料" };
    format!("{what}共 {total} 项，已完成 {done} 项")
}

/// How far a step is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Nothing is left to do.
    Done,
    /// Nothing must be done, and nothing was.
    Optional,
    /// Something is left to do, in these words.
    Open(String),
}

impl StepState {
    /// In words.
    pub fn words(&self) -> String {
        match self {
            Self::Done => "已完成".to_owned(),
            Self::Optional => "没有的可以不填".to_owned(),
            Self::Open(words) => words.clone(),
        }
    }
}

impl Step {
    /// The steps of a procedure in order.
    pub fn all(procedure: &Procedure) -> Vec<Self> {
        let mut steps = vec![Self::Form];
        let rosters = procedure.rosters.iter().enumerate().filter(|(_, roster)| roster.is_a_step());
        steps.extend(rosters.map(|(at, _)| Self::Roster(at)));
        let prints = procedure.form.is_some() || !procedure.documents.is_empty();
        let some = [
            (Self::Materials, !procedure.materials.is_empty()),
            (Self::Decision, procedure.decision.is_some()),
            (Self::Check, true),
            (Self::Print, prints),
            (Self::Export, true),
        ];
        steps.extend(some.into_iter().filter(|(_, there)| *there).map(|(step, _)| step));
        steps
    }

    /// The steps that the answers so far ask for: a roster that is not asked for is none.
    pub fn asked(procedure: &Procedure, progress: &Progress) -> Vec<Self> {
        let asked = |step: &Self| match step {
            Self::Roster(at) => progress.rosters.get(*at).is_some_and(Option::is_some),
            _ => true,
        };
        Self::all(procedure).into_iter().filter(asked).collect()
    }

    /// The step's name.
    pub fn title(self, procedure: &Procedure) -> &str {
        match self {
            Self::Form if procedure.form.is_some() => "填写申请表",
            Self::Form => "回答问题",
            Self::Roster(at) => procedure.rosters.get(at).map_or("", |roster| roster.title.as_str()),
            Self::Materials => "准备材料",
            Self::Decision => "结论和理由",
            Self::Check => "自查",
            Self::Print if procedure.form.is_some() => "打印盖章",
            Self::Print => "打印文书",
            Self::Export if procedure.form.is_some() => "导出备案包",
            Self::Export => "导出",
        }
    }

    /// The step's name where there is little room.
    pub fn short(self, procedure: &Procedure) -> &str {
        match self {
            Self::Form if procedure.form.is_some() => "填表",
            Self::Form => "问答",
            Self::Roster(at) => procedure.rosters.get(at).map_or("", |roster| roster.row_title.as_str()),
            Self::Materials => "材料",
            Self::Decision => "结论",
            Self::Check => "自查",
            Self::Print if procedure.form.is_some() => "盖章",
            Self::Print => "打印",
            Self::Export => "导出",
        }
    }

    /// What is done in it, in one sentence.
    pub fn about(self, procedure: &Procedure) -> &str {
        match self {
            Self::Form if procedure.form.is_some() => "按申请表逐项填写，随填随查。",
            Self::Form => "逐项填写，随填随查。",
            Self::Roster(at) => procedure.rosters.get(at).map_or("", |roster| roster.help.as_str()),
            Self::Materials => "逐项放入扫描件或电子文件，文件不离开这台电脑。",
            Self::Decision => "逐步列出理由、依据，以及什么变化会改变结论。",
            Self::Check => "对照规定的条款逐项核对，逐条指出须改正之处。",
            Self::Print if procedure.form.is_some() => "打印申请表，加盖公章后扫描，放回这里。",
            Self::Print => "查看、打印或者下载 PDF 文书。",
            Self::Export if procedure.form.is_some() => {
                "生成一个备案包：数据、申请表和全部材料，可离线核验。"
            }
            Self::Export => "生成一个 ZIP 文件：数据、文书和全部材料，可离线核验。",
        }
    }

    /// The page on which it is done.
    pub fn page(self, procedure: &Procedure) -> Page {
        match self {
            Self::Form => Page::Form(None),
            Self::Roster(at) => procedure
                .rosters
                .get(at)
                .map_or(Page::Tasks, |roster| Page::Roster(roster.id.clone(), None, None)),
            Self::Materials => Page::Materials(None, None),
            Self::Decision => Page::Decision,
            Self::Check => Page::Findings,
            Self::Print => Page::Print(None, None),
            Self::Export => Page::Review(None),
        }
    }

    /// The step to which a page belongs; the task list belongs to none.
    pub fn of(procedure: &Procedure, page: &Page) -> Option<Self> {
        match page {
            Page::Tasks | Page::Timeline | Page::Changes | Page::Backup | Page::Law(_) | Page::Unknown => {
                None
            }
            Page::Form(_) | Page::Paper(_) => Some(Self::Form),
            Page::Roster(id, ..) => {
                let at = procedure.rosters.iter().position(|roster| roster.id == *id)?;
                let roster = &procedure.rosters[at];
                Some(match roster.at {
                    Stage::Form if roster.beside.is_some() => Self::Materials,
                    Stage::Form => Self::Roster(at),
                    Stage::Export | Stage::After => Self::Export,
                })
            }
            Page::Materials(..) | Page::Assign(..) | Page::Write(..) => Some(Self::Materials),
            Page::Decision => Some(Self::Decision),
            Page::Findings => Some(Self::Check),
            Page::Print(..) => Some(Self::Print),
            Page::Review(_) => Some(Self::Export),
        }
    }

    /// How far it is.
    pub fn state(self, procedure: &Procedure, progress: &Progress) -> StepState {
        // Only what is left is named: how much there is in all follows from the answers.
        let counted = |step: Counted, what: &str| match step.left() {
            0 => StepState::Done,
            left => StepState::Open(format!("还有 {left} {what}")),
        };
        match self {
            Self::Form => counted(progress.form, "个必填项"),
            Self::Roster(at) => match progress.rosters.get(at) {
                Some(Some(roster)) if roster.total == 0 => StepState::Optional,
                Some(Some(roster)) if roster.complete() => StepState::Done,
                _ => StepState::Open("还没有填好".to_owned()),
            },
            Self::Materials if progress.materials.total == 0 => StepState::Optional,
            Self::Materials => counted(progress.materials, "项材料"),
            Self::Decision if progress.decided => StepState::Done,
            Self::Decision => StepState::Open("事实不足".to_owned()),
            Self::Check if progress.passed => StepState::Done,
            Self::Check if progress.form.done == 0 => StepState::Open("填写后自动检查".to_owned()),
            Self::Check => StepState::Open(format!("还有 {} 个问题", progress.open)),
            Self::Print if procedure.form.is_none() => {
                if progress.ready {
                    StepState::Open("可以打印".to_owned())
                } else {
                    StepState::Open("通过自查后打印".to_owned())
                }
            }
            Self::Print if progress.stamped.complete() => StepState::Done,
            Self::Print if progress.unfit => StepState::Open("盖章扫描件须更换或补齐".to_owned()),
            Self::Print => StepState::Open("待放入盖章扫描件".to_owned()),
            Self::Export if progress.ready => StepState::Open("可以导出".to_owned()),
            Self::Export => StepState::Open("通过自查后导出".to_owned()),
        }
    }

    /// The first step with something left to do.
    pub fn next(procedure: &Procedure, progress: &Progress) -> Self {
        let open = |step: &Self| matches!(step.state(procedure, progress), StepState::Open(_));
        Self::asked(procedure, progress).into_iter().find(open).unwrap_or(Self::Export)
    }

    /// The step after the questions and rosters, where somebody goes on from there.
    pub fn after(self, procedure: &Procedure, progress: &Progress) -> Self {
        let steps = Self::asked(procedure, progress);
        let at = steps.iter().position(|step| *step == self);
        at.and_then(|at| steps.get(at + 1).copied()).unwrap_or(Self::Export)
    }
}
