//! Drills: exercises on a migration that has gone wrong.
//!
//! A drill is a scenario with a [`Drill`](crate::scenario::document::drill::Drill)
//! part. Its own steps bring about a state of affairs on a running simulator; a
//! trainee finds out what is wrong and mends it with whatever tools there are;
//! the drill's check says whether it is mended.
//!
//! - [`catalogue`]: the drills that the program brings along
//! - [`session`]: one trainee's exercise, kept in a file between commands
//! - [`score`]: what it was worth
//! - [`debrief`]: what happened, told afterwards

pub mod catalogue;
pub mod debrief;
pub mod score;
pub mod session;
