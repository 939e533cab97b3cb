//! Short messages to the user.

use yew::Callback;

/// How a message is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Something was done; passes by itself unless it offers something to do.
    #[default]
    Done,
    /// Something failed; stays.
    Failed,
}

/// Something the user can do about a message, such as 撤销.
#[derive(Clone, Debug, PartialEq)]
pub struct NoticeAction {
    /// The button's wording.
    pub label: String,
    /// What it does.
    pub run: Callback<()>,
}

/// How long a message holds, unless it is closed before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Until {
    /// Until the dossier is left in which it was said; one that was said outside of any, for ever.
    #[default]
    Left,
    /// Until the open dossier is changed once more: what it offers would take that back too.
    Changed,
}

/// A message.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notice {
    /// One sentence in plain Chinese.
    pub message: String,
    /// How it is meant.
    pub tone: Tone,
    /// At most one thing to do about it.
    pub action: Option<NoticeAction>,
    /// How long what it says, and what can be done about it, holds.
    pub until: Until,
    /// It is to be seen to, although there is no button for that.
    pub stays: bool,
    /// A later message on the same subject takes the place of an earlier one; blank = no subject.
    pub subject: &'static str,
}

impl Notice {
    /// Something was done.
    pub fn done(message: impl Into<String>) -> Self {
        Self { message: message.into(), ..Self::default() }
    }

    /// Something failed.
    pub fn failed(message: impl Into<String>) -> Self {
        Self { message: message.into(), tone: Tone::Failed, ..Self::default() }
    }

    /// Whether it goes by itself: nothing is to be done about it.
    pub fn passes(&self) -> bool {
        self.tone == Tone::Done && self.action.is_none() && !self.stays
    }

    /// Names the subject.
    #[must_use]
    pub fn on(mut self, subject: &'static str) -> Self {
        self.subject = subject;
        self
    }

    /// Lets it stand until somebody has seen to it.
    #[must_use]
    pub fn staying(self, stays: bool) -> Self {
        Self { stays, ..self }
    }

    /// Adds a button that brings the open dossier back to where it was before the change that was just made.
    #[must_use]
    pub fn undone_by(self, run: impl Fn() + 'static) -> Self {
        Self { until: Until::Changed, ..self.with("撤销", run) }
    }

    /// Adds a button that takes back this change alone, whatever else was changed in the open dossier since.
    #[must_use]
    pub fn undone_alone_by(self, run: impl Fn() + 'static) -> Self {
        self.with("撤销", run)
    }

    /// Adds a button.
    #[must_use]
    pub fn with(mut self, label: &str, run: impl Fn() + 'static) -> Self {
        self.action = Some(NoticeAction { label: label.to_owned(), run: Callback::from(move |()| run()) });
        self
    }
}

/// What takes messages back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Since {
    /// There is a change of the open dossier; what was the last before is not.
    Changed,
    /// What was said on this subject has been seen to.
    SeenTo(&'static str),
    /// The dossier of this id was left.
    Left(String),
}

/// Shows messages, and takes those back that no longer hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Notify {
    show: Callback<Notice>,
    since: Callback<Since>,
}

impl Notify {
    /// Shows messages through one callback, and takes them back through another.
    pub fn new(show: Callback<Notice>, since: Callback<Since>) -> Self {
        Self { show, since }
    }

    /// Says what has come about since messages were shown.
    pub fn since(&self, what: Since) {
        self.since.emit(what);
    }

    /// Shows a message.
    pub fn show(&self, notice: Notice) {
        self.show.emit(notice);
    }

    /// Says that something was done.
    pub fn done(&self, message: impl Into<String>) {
        self.show(Notice::done(message));
    }

    /// Says that something failed.
    pub fn failed(&self, message: impl Into<String>) {
        self.show(Notice::failed(message));
    }
}
