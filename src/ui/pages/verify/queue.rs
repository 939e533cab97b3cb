//! The packages handed over for verification, one after the other.

use std::rc::Rc;

use web_sys::File;
use yew::prelude::*;

use crate::dossier::Dossier;
use crate::package::{is_signature, is_signature_of};
use crate::ui::browser;
use crate::ui::components::Batch;
use crate::ui::hooks::{Work, use_services, use_work};
use crate::ui::jobs::{PackageFile, ShownVerification, VerifyAgainst};
use crate::ui::packages::{Stopped, Watch};
use crate::ui::state::{Definition, Services, Shared};

/// A package handed over.
#[derive(Clone)]
pub(super) struct Received {
    /// Tells it from the others.
    pub(super) key: u32,
    /// Its file, and what opens it.
    pub(super) package: PackageFile,
    /// Files of signatures that came with it.
    pub(super) signatures: Vec<File>,
    /// The print marks of all its scans are asked for.
    pub(super) all_marks: bool,
    /// What was found; `None` while it waits.
    pub(super) found: Option<Rc<Result<Found, String>>>,
    /// What was found before it was asked for once more.
    earlier: Option<Rc<Result<Found, String>>>,
}

/// What was found in a package.
pub(super) struct Found {
    /// The verification.
    pub(super) verification: ShownVerification,
    /// The dossier, unless something does not agree.
    pub(super) dossier: Option<Shared<Dossier>>,
}

impl Received {
    /// Whether it waits for what opens it.
    pub(super) fn is_locked(&self) -> bool {
        self.package.identity.is_none() && self.package.file.name().to_ascii_lowercase().ends_with(".age")
    }

    fn waits(&self) -> bool {
        self.found.is_none() && !self.is_locked()
    }

    /// Lets it wait once more.
    fn look_again(&mut self) {
        self.earlier = self.found.take().or(self.earlier.take());
    }

    fn takes(&self, signature: &str) -> bool {
        is_signature_of(signature, &self.package.file.name())
    }
}

/// The packages handed over, the latest first.
#[derive(Clone, Default)]
pub(super) struct Queue {
    pub(super) received: Vec<Received>,
    /// Names of signature files that belong to none of them.
    pub(super) unmatched: Vec<String>,
    /// Those that wait, taken together.
    batch: Batch,
    last: u32,
}

pub(super) enum Step {
    Add(Vec<File>),
    /// Opens all packages that wait for an identity.
    Unlock(String),
    Found(u32, Rc<Result<Found, String>>),
    /// Looks at it once more, and reads the print marks of all its scans.
    AllMarks(u32),
    Remove(u32),
    /// Stops what waits: what was found before stays, what was never looked at goes.
    Stop,
}

impl Reducible for Queue {
    type Action = Step;

    fn reduce(self: Rc<Self>, step: Step) -> Rc<Self> {
        let mut next = Self::clone(&self);
        match step {
            Step::Add(files) => {
                let (mut packages, mut signatures) = (Vec::new(), Vec::new());
                for file in files {
                    let name = file.name();
                    let names = || packages.iter().map(File::name);
                    let here = names().any(|package| is_signature_of(&name, &package));
                    let before = next.received.iter().any(|received| received.takes(&name));
                    if here || before || is_signature(&name) { &mut signatures } else { &mut packages }
                        .push(file);
                }
                for file in packages {
                    next.last += 1;
                    let package = PackageFile { file, identity: None };
                    let (key, signatures, all_marks) = (next.last, Vec::new(), false);
                    let received =
                        Received { key, package, signatures, all_marks, found: None, earlier: None };
                    next.received.insert(0, received);
                }
                let is_taken =
                    |file: &&File| next.received.iter().any(|received| received.takes(&file.name()));
                next.unmatched = signatures.iter().filter(|file| !is_taken(file)).map(File::name).collect();
                for received in &mut next.received {
                    let theirs: Vec<File> =
                        signatures.iter().filter(|file| received.takes(&file.name())).cloned().collect();
                    if !theirs.is_empty() {
                        // Looked at once more, with them.
                        received.signatures.extend(theirs);
                        received.look_again();
                    }
                }
            }
            Step::Unlock(identity) => {
                for received in next.received.iter_mut().filter(|received| received.is_locked()) {
                    received.package.identity = Some(identity.clone());
                }
            }
            Step::Found(key, found) => {
                next.received.iter_mut().filter(|received| received.key == key).for_each(|received| {
                    (received.found, received.earlier) = (Some(Rc::clone(&found)), None)
                });
            }
            Step::AllMarks(key) => {
                for received in next.received.iter_mut().filter(|received| received.key == key) {
                    received.all_marks = true;
                    received.look_again();
                }
            }
            Step::Remove(key) => next.received.retain(|received| received.key != key),
            Step::Stop => {
                next.received.retain(|received| !received.waits() || received.earlier.is_some());
                for received in next.received.iter_mut().filter(|received| received.waits()) {
                    received.found = received.earlier.take();
                }
            }
        }
        next.batch = next.batch.with_open(next.received.iter().filter(|received| received.waits()).count());
        Rc::new(next)
    }
}

/// The queue with the work on its oldest waiting package.
pub(super) struct Verifying {
    pub(super) received: Vec<Received>,
    /// Names of signature files that belong to none of them.
    pub(super) unmatched: Vec<String>,
    pub(super) add: Callback<Vec<File>>,
    pub(super) remove: Callback<u32>,
    /// Those that wait, taken together, and what removes them all.
    pub(super) batch: Batch,
    pub(super) stop: Callback<()>,
    /// Reads the print marks of all scans of a package.
    pub(super) read_all_marks: Callback<u32>,
    /// Takes the identity that opens encrypted packages.
    pub(super) unlock: Callback<String>,
    /// The package being verified, and how far it is.
    pub(super) current: Option<u32>,
    pub(super) work: Work,
}

/// Verifies packages one after the other, the first handed over first.
#[hook]
pub(super) fn use_verifying() -> Verifying {
    let services = use_services();
    let queue = use_reducer(Queue::default);
    let work = use_work();
    let waiting = queue.received.iter().rev().find(|received| received.waits()).cloned();
    // With signatures that came later, or for more marks, a package is looked at once more.
    let current =
        waiting.as_ref().map(|received| (received.key, received.signatures.len(), received.all_marks));
    {
        let (work, queue) = (work.clone(), queue.dispatcher());
        use_effect_with(current, move |current| {
            if let (Some((key, ..)), Some(received)) = (*current, waiting) {
                work.start(
                    "正在读取备案包",
                    // A failure is kept with its package, so that the next one can follow.
                    move |watch| async move {
                        match verify(&services, &received, &watch).await {
                            Ok(found) => Ok(Ok(found)),
                            Err(Stopped::Failed(sentence)) => Ok(Err(sentence)),
                            Err(Stopped::Cancelled) => Ok(Err("已取消核验。".to_owned())),
                        }
                    },
                    move |found| queue.dispatch(Step::Found(key, Rc::new(found))),
                );
            }
        });
    }
    let add = {
        let queue = queue.dispatcher();
        Callback::from(move |files| queue.dispatch(Step::Add(files)))
    };
    let unlock = {
        let queue = queue.dispatcher();
        Callback::from(move |identity| queue.dispatch(Step::Unlock(identity)))
    };
    let current = current.map(|(key, ..)| key);
    let read_all_marks = {
        let queue = queue.dispatcher();
        Callback::from(move |key| queue.dispatch(Step::AllMarks(key)))
    };
    let remove = {
        let (queue, work) = (queue.dispatcher(), work.clone());
        Callback::from(move |key| {
            if current == Some(key) {
                work.stop();
            }
            queue.dispatch(Step::Remove(key));
        })
    };
    let stop = {
        let (queue, work) = (queue.dispatcher(), work.clone());
        Callback::from(move |()| {
            work.stop();
            queue.dispatch(Step::Stop);
        })
    };
    let (received, unmatched, batch) = (queue.received.clone(), queue.unmatched.clone(), queue.batch);
    Verifying { received, unmatched, add, remove, batch, stop, read_all_marks, unlock, current, work }
}

async fn verify(services: &Services, received: &Received, watch: &Watch) -> Result<Found, Stopped> {
    let mut definitions: Vec<String> =
        services.catalog.iter().map(|definition| definition.json.clone()).collect();
    let mut missing = None;
    // A package made by an earlier version is held to that version, which is fetched for it alone.
    if let Some((definition, version)) = other_version(services, &received.package, watch).await? {
        match definition.earlier(&version).await {
            Ok(found) => definitions.extend(found.map(|(_, json)| json)),
            Err(reason) => missing = Some(reason),
        }
    }
    // Without the faces' index the checks of characters are left out.
    let fonts = services.fonts.index().await.ok().map(|index| index.folder.index.clone());
    let against = VerifyAgainst {
        procedures: definitions,
        all_marks: received.all_marks,
        fonts_json: fonts,
        holiday_tables: services.holidays.files().to_vec(),
        today: browser::today(),
    };
    let asked = services.jobs.verify(&received.package, &received.signatures, against, watch.tell());
    let (mut verification, dossier) = watch.job(asked).await?;
    verification.notes.extend(missing);
    Ok(Found { verification, dossier: dossier.map(Shared::new) })
}

/// The definition of which a package names another version, and that version; `None` for one by a version at hand. Only
/// looked for where earlier versions can be fetched.
async fn other_version(
    services: &Services,
    package: &PackageFile,
    watch: &Watch,
) -> Result<Option<(Shared<Definition>, String)>, Stopped> {
    if services.catalog.iter().all(|definition| definition.procedure().earlier.is_empty()) {
        return Ok(None);
    }
    let Some(named) = watch.job(services.jobs.definition_of(package)).await? else { return Ok(None) };
    let found = services.catalog.get(&named.id).filter(|definition| definition.reference != named);
    Ok(found.map(|definition| (definition.clone(), named.version)))
}
