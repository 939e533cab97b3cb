//! The files on their way to one place: what is shown of each until it is there, or why it is not.

use std::rc::Rc;

use yew::prelude::*;

use crate::jobs::Progress;
use crate::ui::components::Batch;

/// How far a file that comes in has got.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui::pages) enum Stage {
    /// Behind others.
    Waiting,
    /// Being read from the disk; the share done.
    Reading(f64),
    /// Being looked at by the worker.
    Inspecting(Progress),
    /// Being written into the store.
    Storing,
    /// Not taken in, for this reason.
    Refused(String),
}

impl Stage {
    /// How much of its way is behind a file; `None` while it waits, or when it was refused.
    pub(super) fn share(&self) -> Option<f64> {
        match self {
            Self::Waiting | Self::Refused(_) => None,
            Self::Reading(share) => Some(share / 2.0),
            Self::Inspecting(step) => Some(0.5 + step.share() / 2.0),
            Self::Storing => Some(1.0),
        }
    }
}

/// A file on its way in.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui::pages) struct Incoming {
    /// Tells it from the others.
    pub(super) key: u32,
    /// Its name.
    pub(super) name: String,
    /// How far it is.
    pub(super) stage: Stage,
}

impl Incoming {
    /// On its way still.
    pub(super) fn is_open(&self) -> bool {
        !matches!(self.stage, Stage::Refused(_))
    }
}

/// The files on their way to one slot, and those refused.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::ui::pages) struct Inbox {
    pub(super) files: Vec<Incoming>,
    /// Those on their way, taken together.
    pub(super) batch: Batch,
}

pub(in crate::ui::pages) enum Step {
    Add(Vec<Incoming>),
    Stage(u32, Stage),
    Remove(u32),
    Arrived(u32),
}

impl Reducible for Inbox {
    type Action = Step;

    fn reduce(self: Rc<Self>, step: Step) -> Rc<Self> {
        let mut files = self.files.clone();
        match step {
            Step::Add(more) => files.extend(more),
            Step::Stage(key, stage) => {
                files.iter_mut().filter(|file| file.key == key).for_each(|file| file.stage = stage.clone());
            }
            Step::Remove(key) => files.retain(|file| file.key != key),
            // A file that came in answers the refusals before it.
            Step::Arrived(key) => files.retain(|file| file.key != key && (file.key > key || file.is_open())),
        }
        let open = files.iter().filter(|file| file.is_open()).count();
        Rc::new(Self { files, batch: self.batch.with_open(open) })
    }
}
