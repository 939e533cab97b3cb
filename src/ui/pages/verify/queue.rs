//! The packages handed over for verification, one after the other.

use std::rc::Rc;

use web_sys::File;
use yew::prelude::*;

use crate::dossier::Dossier;
use crate::ui::browser;
use crate::ui::hooks::{Work, use_services, use_work};
use crate::ui::jobs::{ShownVerification, VerifyAgainst};
use crate::ui::packages::{Stopped, Watch};
use crate::ui::state::{Services, Shared};

/// A package handed over.
#[derive(Clone)]
pub(super) struct Received {
    /// Tells it from the others.
    pub(super) key: u32,
    /// Its file.
    pub(super) file: File,
    /// What was found; `None` while it waits.
    pub(super) found: Option<Rc<Result<Found, String>>>,
}

/// What was found in a package.
pub(super) struct Found {
    /// The verification.
    pub(super) verification: ShownVerification,
    /// The dossier, unless something does not agree.
    pub(super) dossier: Option<Shared<Dossier>>,
}

/// The packages handed over, the latest first.
#[derive(Clone, Default)]
pub(super) struct Queue {
    pub(super) received: Vec<Received>,
    last: u32,
}

pub(super) enum Step {
    Add(Vec<File>),
    Found(u32, Rc<Result<Found, String>>),
    Remove(u32),
}

impl Reducible for Queue {
    type Action = Step;

    fn reduce(self: Rc<Self>, step: Step) -> Rc<Self> {
        let mut next = Self::clone(&self);
        match step {
            Step::Add(files) => {
                for file in files {
                    next.last += 1;
                    next.received.insert(0, Received { key: next.last, file, found: None });
                }
            }
            Step::Found(key, found) => {
                next.received
                    .iter_mut()
                    .filter(|received| received.key == key)
                    .for_each(|received| received.found = Some(Rc::clone(&found)));
            }
            Step::Remove(key) => next.received.retain(|received| received.key != key),
        }
        Rc::new(next)
    }
}

/// The queue with the work on its oldest waiting package.
pub(super) struct Verifying {
    pub(super) received: Vec<Received>,
    pub(super) add: Callback<Vec<File>>,
    pub(super) remove: Callback<u32>,
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
    let waiting = queue.received.iter().rev().find(|received| received.found.is_none()).cloned();
    let current = waiting.as_ref().map(|received| received.key);
    {
        let (work, queue) = (work.clone(), queue.dispatcher());
        use_effect_with(current, move |current| {
            if let (Some(key), Some(received)) = (*current, waiting) {
                work.start(
                    "正在读取备案包",
                    // A failure is kept with its package, so that the next one can follow.
                    move |watch| async move {
                        match verify(&services, &received.file, &watch).await {
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
    {
        let work = work.clone();
        use_effect_with((), move |()| move || work.stop());
    }
    let add = {
        let queue = queue.dispatcher();
        Callback::from(move |files| queue.dispatch(Step::Add(files)))
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
    Verifying { received: queue.received.clone(), add, remove, current, work }
}

async fn verify(services: &Services, file: &File, watch: &Watch) -> Result<Found, Stopped> {
    let bytes = watch.read(file).await?;
    let definitions = services.catalog.iter().map(|definition| definition.json.clone()).collect();
    // Without the faces' index the checks of characters are left out.
    let fonts = services.fonts.index().await.ok().map(|index| index.json.clone());
    let name = file.name();
    let against = VerifyAgainst {
        procedures: definitions,
        fonts_json: fonts,
        holiday_tables: services.holidays.files().to_vec(),
        today: browser::today(),
    };
    let asked = services.jobs.verify(&name, &bytes, against, watch.tell());
    let verification = watch.job(asked).await?;
    let dossier = if verification.sound {
        let opened = services.jobs.open_package(&name, bytes, watch.tell());
        Some(Shared::new(watch.job(opened).await?.dossier))
    } else {
        None
    };
    Ok(Found { verification, dossier })
}
