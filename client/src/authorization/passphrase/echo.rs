//! The terminal's echo, which asking for a pass-phrase turns off: whoever answers
//! with Ctrl-C gets it back.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::OwnedFd;
use std::sync::Once;
use std::thread;

use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
use tokio::signal::unix::{SignalKind, signal};

use crate::exit::Exit;

/// The terminal that is asked on, as it was before.
struct Before {
    terminal: OwnedFd,
    settings: Termios,
}

/// From the first question on, a signal that ends the program gives the terminal
/// its settings back first.
pub(super) fn restore_on_signal() -> io::Result<()> {
    static WATCHED: Once = Once::new();
    let mut begun = Ok(());
    WATCHED.call_once(|| begun = watch());
    begun
}

fn watch() -> io::Result<()> {
    let before = Before::remember()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()?;
    let (mut interrupt, mut terminate) = {
        let _entered = runtime.enter();
        (
            signal(SignalKind::interrupt())?,
            signal(SignalKind::terminate())?,
        )
    };
    // The thread lives as long as the program: once a signal is watched, nobody
    // else ends the program on it.
    thread::spawn(move || {
        runtime.block_on(async {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        });
        before.restore();
        std::process::exit(i32::from(Exit::Interrupted as u8));
    });
    Ok(())
}

impl Before {
    /// The question reads stdin where that is a terminal, else the controlling one.
    fn remember() -> io::Result<Self> {
        let terminal = if io::stdin().is_terminal() {
            rustix::io::dup(io::stdin())?
        } else {
            File::open("/dev/tty")?.into()
        };
        let settings = tcgetattr(&terminal)?;
        Ok(Self { terminal, settings })
    }

    fn restore(&self) {
        // The program ends either way; where the terminal is gone nothing is
        // left to restore.
        let _ = tcsetattr(&self.terminal, OptionalActions::Flush, &self.settings);
        let _ = writeln!(io::stderr());
    }
}
