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
use crate::envelope::PassphraseKey;

/// A step; the steps go on from one another in one runner.
#[derive(Clone, Serialize, Deserialize)]
pub enum DraftOrder {
    /// Derives the key of the draft that is beside the job, or of a new one where there is none. Takes the memory of the
    /// work factor, which a worker gives back only when it ends.
    Derive {
        /// The passphrase.
        passphrase: String,
    },
    /// Begins to save a dossier; gives the first piece.
    Begin {
        /// The key to protect it with; see [`PassphraseKey::to_bytes`].
        key: ByteBuf,
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
        /// Its key; see [`PassphraseKey::to_bytes`].
        key: ByteBuf,
    },
    /// Takes the content at this position from the open draft.
    Take {
        /// From 0.
        at: usize,
    },
}

/// Never shows a secret.
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
            DraftOrder::Derive { mut passphrase } => {
                let key = match contents.next() {
                    Some(draft) => PassphraseKey::of(&passphrase, draft),
                    None => PassphraseKey::draw(&passphrase, WORK_FACTOR),
                };
                passphrase.zeroize();
                Ok(Outcome::DraftKey(ByteBuf::from(key.map_err(sentence)?.to_bytes())))
            }
            DraftOrder::Begin { mut key, dossier, saved } => {
                let key = PassphraseKey::from_bytes(&mut key).ok_or(INTERRUPTED)?;
                Ok(self.saving.insert(Saving::begin(key, &dossier, &saved)?).piece())
            }
            DraftOrder::Add { bytes, last } => self.saving.as_mut().ok_or(INTERRUPTED)?.add(&bytes, last),
            DraftOrder::End => self.saving.take().ok_or(INTERRUPTED)?.end(),
            DraftOrder::Open { mut key } => {
                tell.step("正在解密", 0);
                let key = PassphraseKey::from_bytes(&mut key).ok_or(INTERRUPTED)?;
                let content = contents.next().ok_or(INTERRUPTED)?;
                let draft = self.open.insert(DraftReader::open(&key, content).map_err(sentence)?);
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
    fn begin(key: PassphraseKey, dossier: &Dossier, saved: &str) -> Result<Self, String> {
        let out = Buffer::default();
        let writer = DraftWriter::begin(key, dossier, saved, out.clone()).map_err(sentence)?;
        Ok(Self { writer, out })
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
