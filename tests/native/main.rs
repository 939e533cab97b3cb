//! Native tests.
mod definition;
mod digest;
mod grouping;
mod intake;
mod rules;
mod samples;
mod tidy;
