//! Drafts step by step: one is saved file after file and piece by piece, or opened and its contents taken one after the other.

use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use zeroize::Zeroize as _;

use super::buffer::Buffer;
use super::progress::Teller;
use super::run::sentence;
use super::{Content, Outcome};
use crate::dossier::Dossier;
use crate::draft::{DraftReader, DraftWriter, WORK_FACTOR};

/// A step; the steps go on from one another in one runner.
#[derive(Clone, Serialize, Deserialize)]
pub enum DraftOrder {
    /// Begins to save a dossier; gives the first piece.
    Begin {
        /// The passphrase to protect it with.
        passphrase: String,
        /// The dossier.
        dossier: Box<Dossier>,
        /// When, RFC 3339.
        saved: String,
    },
    /// Adds a piece of the next file; gives the next piece of the draft.
    Add {
        /// The piece.
        bytes: ByteBuf,
        /// Whether the file ends with it.
        last: bool,
    },
    /// Ends it; gives the last piece.
    End,
    /// Opens the draft that is beside the job.
    Open {
        /// Its passphrase.
        passphrase: String,
    },
    /// Takes the content at this position from the open draft.
    Take {
        /// From 0.
        at: usize,
    },
}

/// Never shows a passphrase.
impl std::fmt::Debug for DraftOrder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DraftOrder")
    }
}

/// The worker has ended between two steps.
const INTERRUPTED: &str = "备份中断，请重试。";

/// The draft that is being saved, and the one that is open.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    saving: Option<Saving>,
    open: Option<DraftReader<Box<dyn Content>>>,
}

impl Drafts {
    /// Does a step.
    pub(super) fn run(
        &mut self,
        order: DraftOrder,
        contents: &mut impl Iterator<Item = Box<dyn Content>>,
        tell: &mut Teller<'_>,
    ) -> Result<Outcome, String> {
        match order {
            DraftOrder::Begin { passphrase, dossier, saved } => {
                tell.step("正在加密", 0);
                Ok(self.saving.insert(Saving::begin(passphrase, &dossier, &saved)?).piece())
            }
            DraftOrder::Add { bytes, last } => self.saving.as_mut().ok_or(INTERRUPTED)?.add(&bytes, last),
            DraftOrder::End => self.saving.take().ok_or(INTERRUPTED)?.end(),
            DraftOrder::Open { mut passphrase } => {
                tell.step("正在解密", 0);
                let content = contents.next().ok_or(INTERRUPTED)?;
                let draft = DraftReader::open(&passphrase, content).map_err(sentence);
                passphrase.zeroize();
                let draft = self.open.insert(draft?);
                Ok(Outcome::DraftOpened(Box::new(draft.dossier().clone()), draft.contents().files.clone()))
            }
            DraftOrder::Take { at } => {
                let content = self.open.as_mut().ok_or(INTERRUPTED)?.content(at).map_err(sentence)?;
                Ok(Outcome::DraftContent(ByteBuf::from(content)))
            }
        }
    }
}

/// A draft that is being saved.
#[derive(Debug)]
struct Saving {
    writer: DraftWriter<Buffer>,
    out: Buffer,
}

impl Saving {
    /// Begins.
    fn begin(mut passphrase: String, dossier: &Dossier, saved: &str) -> Result<Self, String> {
        let out = Buffer::default();
        let writer =
            DraftWriter::begin(&passphrase, WORK_FACTOR, dossier, saved, out.clone()).map_err(sentence);
        passphrase.zeroize();
        Ok(Self { writer: writer?, out })
    }

    /// What has been written since the last time.
    fn piece(&self) -> Outcome {
        Outcome::Sealed(ByteBuf::from(self.out.take()))
    }

    /// Adds a piece of the next file.
    fn add(&mut self, bytes: &[u8], last: bool) -> Result<Outcome, String> {
        self.writer.put(bytes).map_err(sentence)?;
        if last {
            self.writer.end_file().map_err(sentence)?;
        }
        Ok(self.piece())
    }

    /// Ends it.
    fn end(self) -> Result<Outcome, String> {
        let out = self.writer.finish().map_err(sentence)?;
        Ok(Outcome::Sealed(ByteBuf::from(out.take())))
    }
}
