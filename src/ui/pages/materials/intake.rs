//! Taking files in: size, content, inspection in the worker, storing, and only then the record.
//!
//! Invariants: nothing is recorded that is not stored; a file goes on its way though the page is left; a file that is refused or cancelled leaves the
//! dossier as it was and gives one sentence.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

use super::inbox::{Inbox, Incoming, Stage, Step};
use super::marked::{Landing, Now, landing};
use super::place::Spot;
use crate::check::without_pages_of;
use crate::dossier::{Attachment, Edit, FileRecord};
use crate::intake::refuse_by_size;
use crate::jobs::Progress;
use crate::js_bytes;
use crate::mark::replaced_by;
use crate::procedure::Procedure;
use crate::ui::browser;
use crate::ui::files::{self, ReadError};
use crate::ui::hooks::{use_dispatch, use_notify, use_procedure, use_services};
use crate::ui::jobs::{JobError, Ticket};
use crate::ui::state::{Dispatcher, Notice, Notify, Services, Shared};
use crate::vault::{StoreError, Table};

/// The subject of messages about files for which the user is to find a place.
pub(super) const UNSORTED: &str = "unsorted";

/// What stops a file on its way in.
#[derive(Default)]
struct Brake {
    pulled: Cell<bool>,
    ticket: RefCell<Option<Ticket>>,
}

/// The brakes of the files on their way, by key.
#[derive(Default)]
struct Brakes(Vec<(u32, Rc<Brake>)>);

impl Brakes {
    fn get(&self, key: u32) -> Option<Rc<Brake>> {
        self.0.iter().find(|(of, _)| *of == key).map(|(_, brake)| Rc::clone(brake))
    }

    fn take(&mut self, key: u32) -> Option<Rc<Brake>> {
        let at = self.0.iter().position(|(of, _)| *of == key)?;
        Some(self.0.swap_remove(at).1)
    }
}

/// The way in to one slot.
pub(in crate::ui::pages) struct Intake {
    /// The files on their way, and those refused.
    pub(in crate::ui::pages) inbox: UseReducerHandle<Inbox>,
    /// Takes files; with an attachment's id, in place of that attachment.
    pub(in crate::ui::pages) take: Callback<(Vec<File>, Option<String>)>,
    /// Stops a file, or dismisses its refusal.
    pub(in crate::ui::pages) dismiss: Callback<u32>,
}

/// The way in to one slot.
#[hook]
pub(in crate::ui::pages) fn use_intake(
    spot: &Spot,
    attachments: &Shared<Vec<Attachment>>,
    now: &Now,
) -> Intake {
    let inbox = use_reducer_eq(Inbox::default);
    let brakes = use_mut_ref(Brakes::default);
    let counter = use_mut_ref(|| 0_u32);
    let latest = use_mut_ref(|| attachments.clone());
    *latest.borrow_mut() = attachments.clone();
    let (services, dispatch, notify) = (use_services(), use_dispatch(), use_notify());
    let procedure = use_procedure();
    let now = now.clone();
    let shown = use_mut_ref(|| true);
    {
        let shown = Rc::clone(&shown);
        use_effect_with((), move |()| move || *shown.borrow_mut() = false);
    }
    let porter = Porter { services, dispatch, notify, latest, procedure, now, spot: spot.clone() };

    let take = {
        let (inbox, brakes) = (inbox.dispatcher(), Rc::clone(&brakes));
        let next_key = move || {
            let mut counter = counter.borrow_mut();
            *counter += 1;
            *counter
        };
        Callback::from(move |(files, replaced): (Vec<File>, Option<String>)| {
            if let Some(sentence) = porter.refuse_at_once(&files, replaced.is_some()) {
                let name = files.first().map(File::name).unwrap_or_default();
                let refusal = Incoming { key: next_key(), name, stage: Stage::Refused(sentence) };
                inbox.dispatch(Step::Add(vec![refusal]));
                return;
            }
            let queue: Vec<(u32, File)> = files.into_iter().map(|file| (next_key(), file)).collect();
            brakes.borrow_mut().0.extend(queue.iter().map(|(key, _)| (*key, Rc::default())));
            let incoming =
                |(key, file): &(u32, File)| Incoming { key: *key, name: file.name(), stage: Stage::Waiting };
            inbox.dispatch(Step::Add(queue.iter().map(incoming).collect()));
            let (inbox, brakes, porter) = (inbox.clone(), Rc::clone(&brakes), porter.clone());
            let shown = Rc::clone(&shown);
            spawn_local(async move {
                let (mut added, mut whys, mut older) = (Vec::new(), Vec::new(), Vec::new());
                let mut unsorted = false;
                for (key, file) in queue {
                    let Some(brake) = brakes.borrow().get(key) else { continue };
                    let show = {
                        let inbox = inbox.clone();
                        Rc::new(move |stage| inbox.dispatch(Step::Stage(key, stage)))
                    };
                    match porter.carry(&file, replaced.as_deref(), &brake, show.clone()).await {
                        Ok(arrived) => {
                            added.push(file.name());
                            unsorted |= arrived.unsorted;
                            whys.extend(arrived.why);
                            older.extend(arrived.older);
                            inbox.dispatch(Step::Arrived(key));
                        }
                        Err(None) => inbox.dispatch(Step::Remove(key)),
                        Err(Some(sentence)) if *shown.borrow() => show(Stage::Refused(sentence)),
                        // Its place has left the screen.
                        Err(Some(sentence)) => porter.notify.failed(sentence),
                    }
                    brakes.borrow_mut().take(key);
                }
                let said = match added.as_slice() {
                    [] => return,
                    [name] => format!("已添加“{name}”。"),
                    names => format!("已添加 {} 个文件。", names.len()),
                };
                // Where a file went, and what it took the place of, is to be seen to.
                let seen_to = !(whys.is_empty() && older.is_empty());
                let said = said + &whys.join("") + &replaced_line(&older);
                let subject = if unsorted { UNSORTED } else { "" };
                porter.notify.show(Notice::done(said).staying(seen_to).on(subject));
            });
        })
    };
    let dismiss = {
        let inbox = inbox.dispatcher();
        Callback::from(move |key: u32| {
            let brake = brakes.borrow_mut().take(key);
            if let Some(brake) = brake {
                brake.pulled.set(true);
                if let Some(ticket) = brake.ticket.take() {
                    ticket.cancel();
                }
            }
            inbox.dispatch(Step::Remove(key));
        })
    };
    Intake { inbox, take, dismiss }
}

/// A file that has come in.
struct Arrived {
    /// Why it stands elsewhere than where it was put.
    why: Option<String>,
    /// It has no place yet, for that reason.
    unsorted: bool,
    /// Names of the older scans of the same print that it has taken the place of.
    older: Vec<String>,
}

/// The line about older scans that newer ones of the same print have taken the place of; blank when there are none.
pub(super) fn replaced_line(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [name] => format!("同一人的原扫描件“{name}”已被替换，需要保留的，请撤销。"),
        names => format!("同一人的原扫描件 {} 份已被替换，需要保留的，请撤销。", names.len()),
    }
}

/// Carries files from the user's hands into the dossier.
#[derive(Clone)]
struct Porter {
    services: Services,
    dispatch: Dispatcher,
    notify: Notify,
    /// The dossier's files as they are now, not as they were when the files came.
    latest: Rc<RefCell<Shared<Vec<Attachment>>>>,
    procedure: Shared<Procedure>,
    now: Now,
    spot: Spot,
}

impl Porter {
    fn here(&self) -> Vec<Attachment> {
        self.at(&self.spot.material, &self.spot.slot)
    }

    fn at(&self, material: &str, slot: &str) -> Vec<Attachment> {
        let all = self.latest.borrow();
        all.iter().filter(|there| there.material == material && there.slot == slot).cloned().collect()
    }

    /// Why these files cannot come to this slot whatever is in them.
    fn refuse_at_once(&self, files: &[File], replacing: bool) -> Option<String> {
        let first = files.first()?.name();
        match (self.spot.many, files.len(), replacing) {
            (true, _, _) | (false, 1, true) => None,
            (false, 1, false) => self.refuse_second(&first),
            (false, number, _) => Some(format!(
                "“{first}”等 {number} 个文件没有添加：此处只放一个文件。请只选一个，正反两面在不同文件中的，分别添加。"
            )),
        }
    }

    /// Why one more file cannot come to this slot.
    fn refuse_second(&self, name: &str) -> Option<String> {
        (!self.spot.many && !self.here().is_empty())
            .then(|| format!("“{name}”没有添加：此处只放一个文件，已经有了。需要更换的，请点“替换”。"))
    }

    /// Carries one file. `Err(None)` when the user stopped it.
    async fn carry(
        &self,
        file: &File,
        replaced: Option<&str>,
        brake: &Rc<Brake>,
        show: Rc<impl Fn(Stage) + 'static>,
    ) -> Result<Arrived, Option<String>> {
        refuse_by_size(&file.name(), files::size(file)).map_err(|error| Some(error.to_string()))?;
        let on_piece = |share| {
            show(Stage::Reading(share));
            !brake.pulled.get()
        };
        let content = files::read(file, on_piece).await.map_err(|error| match error {
            ReadError::Cancelled => None,
            other => Some(other.to_string()),
        })?;
        show(Stage::Inspecting(Progress { label: "正在检查文件".to_owned(), done: 0, total: 100 }));
        let progress = {
            let show = Rc::clone(&show);
            Callback::from(move |progress| show(Stage::Inspecting(progress)))
        };
        let asked = self.services.jobs.inspect(&file.name(), &content, progress);
        *brake.ticket.borrow_mut() = Some(asked.ticket);
        let (record, cleaned) = asked.outcome.await.map_err(|error| match error {
            JobError::Cancelled => None,
            JobError::Refused(sentence) => Some(sentence),
            fault => Some(format!("“{}”没有添加：{fault}", file.name())),
        })?;
        let landing = landing(&self.procedure, &self.now.get(), &self.spot, &record, replaced.is_some());
        let landing = landing.map_err(Some)?;
        let stays = landing.material == self.spot.material && landing.slot == self.spot.slot;
        let here = self.at(&landing.material, &landing.slot);
        if let Some(same) = here.iter().find(|there| there.file.sha256 == record.sha256) {
            return Err(Some(format!(
                "“{}”与{}已有的“{}”内容相同，没有重复添加。",
                record.name,
                if stays { "此处" } else { "所属材料处" },
                same.file.name
            )));
        }
        show(Stage::Storing);
        let bytes = js_bytes::take(&cleaned.unwrap_or(content));
        let stored = self.services.store.put(Table::Files, &record.sha256, &bytes).await;
        stored.map_err(|error| Some(format!("“{}”没有添加：{error}。", record.name)))?;
        if brake.pulled.get() {
            return Err(None);
        }
        // Another file may have come first.
        if let Some(sentence) = self.refuse_second(&record.name).filter(|_| replaced.is_none() && stays) {
            return Err(Some(sentence));
        }
        let (why, name) = (landing.why.clone(), record.name.clone());
        let unsorted = why.is_some() && landing.material.is_empty();
        match self.record(record, landing, replaced).await {
            Ok(Some(older)) => Ok(Arrived { why, unsorted, older }),
            Ok(None) => Err(Some(format!("“{name}”没有添加：卷宗已被删除。"))),
            Err(error) => Err(Some(format!("“{name}”没有添加：{error}。"))),
        }
    }

    /// Puts the record of a stored file into the dossier, even where that has been left in the meantime: in the place
    /// of one that is to be replaced, or else of older scans of the same print. Gives the names of the latter; `None`:
    /// the dossier has been deleted.
    async fn record(
        &self,
        file: FileRecord,
        landing: Landing,
        replaced: Option<&str>,
    ) -> Result<Option<Vec<String>>, StoreError> {
        let all = self.latest.borrow().clone();
        let Landing { material, slot, row, .. } = landing;
        let attachment =
            Attachment { id: browser::new_id(), material, slot, file, printed: None, text: None, row };
        let older: Vec<&Attachment> = match replaced {
            None => replaced_by(&all, &attachment).collect(),
            Some(_) => Vec::new(),
        };
        let names = older.iter().map(|old| old.file.name.clone()).collect();
        let gone: Vec<&str> = replaced.into_iter().chain(older.iter().map(|old| old.id.as_str())).collect();
        let at = all.iter().position(|there| gone.contains(&there.id.as_str()));
        // The pages that were stated for a file that is replaced say nothing about the new one.
        let dossier = self.now.get();
        let cleared = replaced.and_then(|id| {
            let old = dossier.attachments.iter().find(|there| there.id == *id)?;
            let material = self.procedure.material(&old.material)?;
            without_pages_of(&dossier, material, old, attachment.file.pages)
        });
        let edits = gone.iter().map(|id| Edit::Detach((*id).to_owned())).chain(cleared);
        let attach = Edit::Attach(at.unwrap_or(usize::MAX), attachment.clone());
        let taken = self.dispatch.settle(Edit::Together(edits.chain([attach]).collect())).await?;
        Ok(taken.then_some(names))
    }
}
