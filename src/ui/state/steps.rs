//! The five steps of a filing, in order, with how far each is.

use crate::check::Progress;
use crate::ui::route::Page;

/// A step of the filing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// 填写申请表.
    Form,
    /// 准备材料.
    Materials,
    /// 检查.
    Check,
    /// 打印盖章.
    Print,
    /// 导出.
    Export,
}

/// How far a step is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Nothing is left to do.
    Done,
    /// Something is left to do, in these words.
    Open(String),
}

impl StepState {
    /// In words.
    pub fn words(&self) -> String {
        match self {
            Self::Done => "已完成".to_owned(),
            Self::Open(words) => words.clone(),
        }
    }
}

impl Step {
    /// All steps in order.
    pub const ALL: [Self; 5] = [Self::Form, Self::Materials, Self::Check, Self::Print, Self::Export];

    /// The step's name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Form => "填写申请表",
            Self::Materials => "准备材料",
            Self::Check => "自查",
            Self::Print => "打印盖章",
            Self::Export => "导出备案包",
        }
    }

    /// The step's name where there is little room.
    pub fn short(self) -> &'static str {
        match self {
            Self::Form => "填表",
            Self::Materials => "材料",
            Self::Check => "自查",
            Self::Print => "盖章",
            Self::Export => "导出",
        }
    }

    /// What is done in it, in one sentence.
    pub fn about(self) -> &'static str {
        match self {
            Self::Form => "按申请表逐项填写，随填随查，自动保存。",
            Self::Materials => "逐项放入扫描件或电子文件，文件只保存在本机。",
            Self::Check => "对照指南和办法的条款逐项核对，逐条指出须改正之处。",
            Self::Print => "打印申请表，加盖公章后扫描，放回这里。",
            Self::Export => "生成一个备案包：数据、申请表和全部材料，可离线核验。",
        }
    }

    /// The page on which it is done.
    pub fn page(self) -> Page {
        match self {
            Self::Form => Page::Form(None),
            Self::Materials => Page::Materials(None, None),
            Self::Check => Page::Findings,
            Self::Print => Page::Print,
            Self::Export => Page::Review,
        }
    }

    /// The step to which a page belongs; the task list belongs to none.
    pub fn of(page: &Page) -> Option<Self> {
        match page {
            Page::Tasks | Page::Law(_) => None,
            Page::Form(_) | Page::Paper(_) | Page::Roster(..) => Some(Self::Form),
            Page::Materials(..) => Some(Self::Materials),
            Page::Findings => Some(Self::Check),
            Page::Print => Some(Self::Print),
            Page::Review => Some(Self::Export),
        }
    }

    /// How far it is.
    pub fn state(self, progress: &Progress) -> StepState {
        let counted = |step: crate::check::Step, unit: &str| {
            if step.complete() {
                StepState::Done
            } else {
                StepState::Open(format!("已完成 {}/{} {unit}", step.done, step.total))
            }
        };
        match self {
            Self::Form => counted(progress.form, "项"),
            Self::Materials => counted(progress.materials, "项"),
            Self::Check if progress.open == 0 => StepState::Done,
            Self::Check if progress.form.done == 0 => StepState::Open("填写后自动检查".to_owned()),
            Self::Check => StepState::Open(format!("还有 {} 项未通过", progress.open)),
            Self::Print if progress.stamped.complete() => StepState::Done,
            Self::Print => StepState::Open("待放入盖章扫描件".to_owned()),
            Self::Export if progress.ready => StepState::Open("可以导出".to_owned()),
            Self::Export => StepState::Open("通过自查后导出".to_owned()),
        }
    }

    /// The first step with something left to do.
    pub fn next(progress: &Progress) -> Self {
        Self::ALL.into_iter().find(|step| step.state(progress) != StepState::Done).unwrap_or(Self::Export)
    }
}
