//! The files on their way to one place: what is shown of each until it is there, or why it is not.

use std::rc::Rc;

use yew::prelude::*;

use crate::jobs::Progress;

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

/// The files on their way to one slot.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Inbox {
    pub(super) files: Vec<Incoming>,
}

pub(super) enum Step {
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
            Step::Arrived(key) => files.retain(|file| {
                file.key != key && (file.key > key || !matches!(file.stage, Stage::Refused(_)))
            }),
        }
        Rc::new(Self { files })
    }
}
