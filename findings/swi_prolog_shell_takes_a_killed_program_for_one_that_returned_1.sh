#!/bin/bash
# SWI-Prolog 9.0.4 (Debian 12's swi-prolog-core 9.0.4+dfsg-2; System() in src/os/pl-os.c), on
# Linux.
#
# shell(Command) raises an exception if a signal ends the command. shell(Command, Status) makes the same exception but does not
# fail: the runtime complains on stderr that a predicate has left an exception, throws that away, and goes on with status 1. So
# catch/3 sees nothing, and a program that was killed cannot be told from one that returned 1.
#
# Output seen, of a shell that kills itself and of one that returns 1:
#     shell/1, killed: error(shell(signal(9),kill -9 $$))
#     shell/2, killed: status 1
#     shell/2, exit 1: status 1
#     complaints: 1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m1 -v security) # of Debian
cd "$folder"
for file in s/swi-prolog/swi-prolog-core_9.0.4+dfsg-2 g/google-perftools/libtcmalloc-minimal4_2.10-1; do
    curl -fsSO "${mirror%/}/pool/main/${file}_amd64.deb" && dpkg-deb -x "${file##*/}_amd64.deb" .
done

cat >program.pl <<'E'
tell(What, error(Error, _)) :- format("~w: error(~w)~n", [What, Error]).
by_status(What, Command) :-
    catch((shell(Command, Status), format("~w: status ~w~n", [What, Status])), Error, tell(What, Error)).
:- initialization((
    catch(shell('kill -9 $$'), Error, tell('shell/1, killed', Error)),
    by_status('shell/2, killed', 'kill -9 $$'),
    by_status('shell/2, exit 1', 'exit 1'),
    halt)).
E
LD_LIBRARY_PATH="$folder/usr/lib:$folder/usr/lib/x86_64-linux-gnu:$folder/usr/lib/swi-prolog/lib/x86_64-linux" \
    SWI_HOME_DIR="$folder/usr/lib/swi-prolog" "$folder/usr/lib/swi-prolog/bin/x86_64-linux/swipl" program.pl \
    </dev/null 2>complaints >output
echo "complaints: $(grep -c 'did not clear exception' complaints)" >>output
cat output
diff output - <<'E'
shell/1, killed: error(shell(signal(9),kill -9 $$))
shell/2, killed: status 1
shell/2, exit 1: status 1
complaints: 1
E
