//! The definition as a whole.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Clock, Decision, DerivedValue, Field, Machine, Material, PaperForm, Parameter, PrintedDocument,
    RecordTable, Roster, Rule, Scans,
};

/// A procedure (事项), read from `procedure.json`.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    /// SHA-256 of the file it was read from, lower-case hex; set by [`load`](super::load).
    #[serde(skip)]
    pub digest: String,
    /// Version of this file format; 1.
    pub format: u32,
    /// Folder name; lower-case ASCII with `-`.
    pub id: String,
    /// Version of the definition, e.g. `2026.1`.
    pub version: String,
    /// Earlier versions that are at hand: the definition of each is `earlier/<version>.json` beside this file.
    #[serde(default)]
    pub earlier: Vec<String>,
    /// Official title.
    pub title: String,
    /// One sentence: who uses it and when.
    pub summary: String,
    /// Ids of the fields that say whose filing it is, the name first.
    #[serde(default)]
    pub subject: Vec<String>,
    /// The authority that receives the filing.
    pub authority: String,
    /// First day on which this definition applies.
    pub effective_from: NaiveDate,
    /// Last day on which it applies; absent while no end is known.
    #[serde(default)]
    pub effective_until: Option<NaiveDate>,
    /// Where the wording comes from.
    pub sources: Vec<Source>,
    /// The clauses cited, by code.
    pub clauses: BTreeMap<String, Clause>,
    /// Dated numbers and days that rules use by name, each with its source and validity.
    #[serde(default)]
    pub parameters: BTreeMap<String, Parameter>,
    /// The questions, in official order.
    pub sections: Vec<Section>,
    /// Lists of like things, each row answering the same questions.
    #[serde(default)]
    pub rosters: Vec<Roster>,
    /// State machines over rosters.
    #[serde(default)]
    pub machines: Vec<Machine>,
    /// Values worked out from answers, each from those before it.
    #[serde(default)]
    pub values: Vec<DerivedValue>,
    /// The question of law that the answers decide, where there is one.
    #[serde(default)]
    pub decision: Option<Decision>,
    /// How the questions are put.
    #[serde(default)]
    pub ask: Ask,
    /// The materials, in official order.
    #[serde(default)]
    pub materials: Vec<Material>,
    /// What scans should be like, where somebody says it.
    #[serde(default)]
    pub scans: Option<Scans>,
    /// The official form as a grid, where there is one.
    #[serde(default)]
    pub form: Option<PaperForm>,
    /// Tables of records made from rosters.
    #[serde(default)]
    pub records: Vec<RecordTable>,
    /// Statutory periods shown to the user.
    #[serde(default)]
    pub clocks: Vec<Clock>,
    /// Rules across answers.
    pub rules: Vec<Rule>,
    /// Reports, letters and tables that a dossier prints.
    #[serde(default)]
    pub documents: Vec<PrintedDocument>,
}

impl Procedure {
    /// All fields outside rosters: those of the sections, then those asked beside materials.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.sections
            .iter()
            .flat_map(|section| &section.fields)
            .chain(self.materials.iter().flat_map(|material| &material.fields))
    }

    /// The sections that are asked at a stage, in official order.
    pub fn sections_at(&self, stage: Stage) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(move |section| section.at == stage)
    }

    /// When a field is asked; beside a material, while the form is filled in.
    pub fn stage_of(&self, field: &str) -> Stage {
        let section = self.sections.iter().find(|section| section.fields.iter().any(|f| f.id == field));
        section.map_or_else(Stage::default, |section| section.at)
    }

    /// The field with this id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields().find(|field| field.id == id)
    }

    /// The roster with this id.
    pub fn roster(&self, id: &str) -> Option<&Roster> {
        self.rosters.iter().find(|roster| roster.id == id)
    }

    /// The state machine with this id.
    pub fn machine(&self, id: &str) -> Option<&Machine> {
        self.machines.iter().find(|machine| machine.id == id)
    }

    /// Whether the rows of a roster are the events of a state machine.
    pub fn is_of_events(&self, roster: &Roster) -> bool {
        self.machines.iter().any(|machine| machine.events == roster.id)
    }

    /// The clock with this id.
    pub fn clock(&self, id: &str) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.id == id)
    }

    /// Whether the rows of a roster have something under this name in CEL: a field, or a state machine's.
    pub fn row_has(&self, roster: &Roster, name: &str) -> bool {
        let concerns = |machine: &&Machine| [&machine.of, &machine.events].contains(&&roster.id);
        roster.field(name).is_some() || self.machines.iter().filter(concerns).any(|m| m.id == name)
    }

    /// The material with this number.
    pub fn material(&self, id: &str) -> Option<&Material> {
        self.materials.iter().find(|material| material.id == id)
    }

    /// The printed document with this id.
    pub fn document(&self, id: &str) -> Option<&PrintedDocument> {
        self.documents.iter().find(|document| document.id == id)
    }

    /// The source of a clause outside the two texts of `www/law`.
    pub fn source_of(&self, code: &str) -> Option<&Source> {
        let title = self.clauses.get(code)?.source.as_ref()?;
        self.sources.iter().find(|source| source.title == *title)
    }

    /// How a clause is cited, e.g. 《个人信息出境认证办法》第十二条第一款; the code itself when unknown.
    pub fn cite<'a>(&'a self, code: &'a str) -> &'a str {
        self.clauses.get(code).map_or(code, |clause| clause.cite.as_str())
    }
}

/// How the questions of a procedure are put.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// All of them on one page, section by section.
    #[default]
    Together,
    /// One after the other.
    OneAtATime,
}

/// A legal source.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Official title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// When.
    pub date: NaiveDate,
    /// Address of the original.
    pub url: String,
}

/// A clause as cited and quoted.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// How it is cited.
    pub cite: String,
    /// Its wording, verbatim; of a source other than the two texts of `www/law`, at least its gist (要点).
    pub text: String,
    /// Of a clause outside the two texts of `www/law`: the title of its source, one of `sources`.
    #[serde(default)]
    pub source: Option<String>,
}

/// A group of questions.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Unique.
    pub id: String,
    /// Title in Chinese.
    pub title: String,
    /// One or two sentences under the title.
    #[serde(default)]
    pub help: String,
    /// When they are asked.
    #[serde(default)]
    pub at: Stage,
    /// The questions.
    pub fields: Vec<Field>,
    /// Ids of the rosters that come after these questions; a roster named by no section comes last.
    #[serde(default)]
    pub rosters: Vec<String>,
}

/// When questions or rows are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// While the form is filled in.
    #[default]
    Form,
    /// When everything is ready, just before the package is made.
    Export,
    /// After the package has been handed in.
    After,
}
