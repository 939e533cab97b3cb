//! Native tests.

mod digest;
mod grouping;
mod intake;
mod samples;
