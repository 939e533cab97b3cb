//! Taking files in: size, content, inspection in the worker, storing, and only then the record.
//!
//! Invariants: nothing is recorded that is not stored; a file that is refused or cancelled leaves the
//! dossier as it was and gives one sentence.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

use super::place::Spot;
use crate::dossier::{Attachment, Dossier, Edit, FileRecord};
use crate::intake::refuse_by_size;
use crate::ui::browser;
use crate::ui::files::{self, ReadError};
use crate::ui::hooks::{use_dispatch, use_dossier, use_notify, use_services};
use crate::ui::jobs::{JobError, Ticket};
use crate::ui::state::{Dispatcher, Notify, Services, Shared};
use crate::vault::Table;

/// How far a file that comes in has got.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stage {
    /// Behind others.
    Waiting,
    /// Being read from the disk; the share done.
    Reading(f64),
    /// Being looked at by the worker; the share done.
    Inspecting(f64),
    /// Being written into the store.
    Storing,
    /// Not taken in, for this reason.
    Refused(String),
}

/// A file on its way in.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Incoming {
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
    files: Vec<Incoming>,
}

pub(super) enum Step {
    Add(Vec<Incoming>),
    Stage(u32, Stage),
    Remove(u32),
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
        }
        Rc::new(Self { files })
    }
}

/// What stops a file on its way in.
#[derive(Default)]
struct Brake {
    pulled: Cell<bool>,
    ticket: RefCell<Option<Ticket>>,
}

/// The way in to one slot.
pub(super) struct Intake {
    /// The files on their way, and those refused.
    pub(super) inbox: Vec<Incoming>,
    /// Takes files; with an attachment's id, in place of that attachment.
    pub(super) take: Callback<(Vec<File>, Option<String>)>,
    /// Stops a file, or dismisses its refusal.
    pub(super) dismiss: Callback<u32>,
}

/// The way in to one slot.
#[hook]
pub(super) fn use_intake(spot: &Spot) -> Intake {
    let inbox = use_reducer_eq(Inbox::default);
    let brakes = use_mut_ref(BTreeMap::<u32, Rc<Brake>>::new);
    let counter = use_mut_ref(|| 0_u32);
    let latest = use_mut_ref(|| None::<Shared<Dossier>>);
    *latest.borrow_mut() = Some(use_dossier());
    let (services, dispatch, notify) = (use_services(), use_dispatch(), use_notify());
    let porter = Porter { services, dispatch, notify, latest, spot: spot.clone() };

    let take = {
        let (inbox, brakes) = (inbox.dispatcher(), Rc::clone(&brakes));
        Callback::from(move |(files, replaced): (Vec<File>, Option<String>)| {
            let mut queue = Vec::new();
            for file in files {
                let key = {
                    let mut counter = counter.borrow_mut();
                    *counter += 1;
                    *counter
                };
                brakes.borrow_mut().insert(key, Rc::default());
                inbox.dispatch(Step::Add(vec![Incoming { key, name: file.name(), stage: Stage::Waiting }]));
                queue.push((key, file));
            }
            let (inbox, brakes, porter) = (inbox.clone(), Rc::clone(&brakes), porter.clone());
            let refused = porter.refuse_at_once(queue.len(), replaced.is_some());
            spawn_local(async move {
                for (key, file) in queue {
                    let Some(brake) = brakes.borrow().get(&key).cloned() else { continue };
                    let show = {
                        let inbox = inbox.clone();
                        Rc::new(move |stage| inbox.dispatch(Step::Stage(key, stage)))
                    };
                    let outcome = match &refused {
                        Some(sentence) => Err(Some(sentence.clone())),
                        None => porter.carry(&file, replaced.as_deref(), &brake, show.clone()).await,
                    };
                    match outcome {
                        Err(Some(sentence)) => show(Stage::Refused(sentence)),
                        Ok(()) | Err(None) => inbox.dispatch(Step::Remove(key)),
                    }
                    brakes.borrow_mut().remove(&key);
                }
            });
        })
    };
    let dismiss = {
        let inbox = inbox.dispatcher();
        Callback::from(move |key: u32| {
            if let Some(brake) = brakes.borrow_mut().remove(&key) {
                brake.pulled.set(true);
                if let Some(ticket) = brake.ticket.take() {
                    ticket.cancel();
                }
            }
            inbox.dispatch(Step::Remove(key));
        })
    };
    Intake { inbox: inbox.files.clone(), take, dismiss }
}

/// Carries files from the user's hands into the dossier.
#[derive(Clone)]
struct Porter {
    services: Services,
    dispatch: Dispatcher,
    notify: Notify,
    latest: Rc<RefCell<Option<Shared<Dossier>>>>,
    spot: Spot,
}

impl Porter {
    fn here(&self) -> Vec<Attachment> {
        let latest = self.latest.borrow();
        latest.iter().flat_map(|d| d.files_at(&self.spot.material, &self.spot.slot)).cloned().collect()
    }

    /// Why a number of files cannot come to this slot whatever they are.
    fn refuse_at_once(&self, files: usize, replacing: bool) -> Option<String> {
        if self.spot.many {
            return None;
        }
        match (files, replacing || self.here().is_empty()) {
            (1, true) => None,
            (1, false) => Some("此处只放一个文件。需要更换的，请点“替换”。".to_owned()),
            _ => {
                Some("此处只放一个文件，没有添加。请只选一个；正反两面在不同文件中的，分别添加。".to_owned())
            }
        }
    }

    /// Carries one file. `Err(None)` when the user stopped it.
    async fn carry(
        &self,
        file: &File,
        replaced: Option<&str>,
        brake: &Rc<Brake>,
        show: Rc<impl Fn(Stage) + 'static>,
    ) -> Result<(), Option<String>> {
        refuse_by_size(&file.name(), files::size(file)).map_err(|error| Some(error.to_string()))?;
        let on_piece = |share| {
            show(Stage::Reading(share));
            !brake.pulled.get()
        };
        let content = files::read(file, on_piece).await.map_err(|error| match error {
            ReadError::Cancelled => None,
            other => Some(other.to_string()),
        })?;
        show(Stage::Inspecting(0.0));
        let progress = {
            let show = Rc::clone(&show);
            Callback::from(move |progress: crate::jobs::Progress| show(Stage::Inspecting(progress.share())))
        };
        let asked = self.services.jobs.inspect(&file.name(), &content, progress);
        *brake.ticket.borrow_mut() = Some(asked.ticket);
        let record = asked.outcome.await.map_err(|error| match error {
            JobError::Cancelled => None,
            other => Some(other.to_string()),
        })?;
        let here = self.here();
        if let Some(same) = here.iter().find(|there| there.file.sha256 == record.sha256) {
            return Err(Some(format!(
                "“{}”与此处已有的“{}”内容相同，没有重复添加。",
                record.name, same.file.name
            )));
        }
        show(Stage::Storing);
        let bytes = content.to_vec();
        let stored = self.services.store.put(Table::Files, &record.sha256, &bytes).await;
        stored.map_err(|error| Some(format!("“{}”没有添加：{error}。", record.name)))?;
        if brake.pulled.get() {
            return Err(None);
        }
        self.record(record, replaced);
        Ok(())
    }

    /// Puts the record of a stored file into the dossier.
    fn record(&self, file: FileRecord, replaced: Option<&str>) {
        let Spot { material, slot, .. } = self.spot.clone();
        self.notify.done(format!("已添加“{}”。", file.name));
        let attachment = Attachment { id: browser::new_id(), material, slot, file };
        let latest = self.latest.borrow().clone();
        let position = |id: &str| {
            latest.as_ref().and_then(|dossier| dossier.attachments.iter().position(|there| there.id == id))
        };
        self.dispatch.edit(match replaced.and_then(|id| Some((id, position(id)?))) {
            Some((id, at)) => Edit::Together(vec![Edit::Detach(id.to_owned()), Edit::Attach(at, attachment)]),
            None => Edit::Attach(usize::MAX, attachment),
        });
    }
}
