#!/bin/sh
# Writes the FFGG protocol for N pairs of roles that run in parallel and know each other's keys.
#
# J. Millen, A necessarily parallel attack, Workshop on Formal Methods and Security Protocols, 1999.
#
#   A -> B: A
#   B -> A: n1, n2
#   A -> B: {n1, n2, m}pk(B)
#   B -> A: n1, x, {x, y, n1}pk(B)     where B received {n1, x, y}pk(B)
#
# As published, m is learnt if B plays twice at once. `tagged` writes what is encrypted under two
# tags, one for each message, which all pairs use; then m stays secret.
#
# usage: ffgg.sh N published|tagged
set -eu
pairs=$1
case $2 in
  published) secret="" echo="" expectation=attack ;;
  tagged) secret=Secret echo=Echo expectation=holds ;;
  *) exit 2 ;;
esac
printf 'protocol FFGG\n\n'
if [ -n "$secret" ]; then
  printf 'message Secret(first: Nonce, second: Nonce, secret: Nonce)\n'
  printf 'message Echo(second: Nonce, secret: Nonce, first: Nonce)\n\n'
fi
roles=""
counts=""
pair=1
while [ "$pair" -le "$pairs" ]; do
  cat <<END
role A$pair(A, b$pair B)
  knows pk(_)
{
  start -> waiting {
    send A
  }
  waiting -> done {
    receive (?n1, ?n2)
    fresh m: Nonce
    send aenc($secret(n1, n2, m), pk(B))
  }
}

role B$pair(B)
  knows sk(B), pk(_)
{
  start -> waiting {
    receive ?A
    fresh n1: Nonce
    fresh n2: Nonce
    send (n1, n2)
  }
  waiting -> done {
    receive aenc($secret(n1, ?x, ?y), pk(B))
    send (n1, x, aenc($echo(x, y, n1), pk(B)))
  }
}

END
  roles="$roles${roles:+, }A$pair, B$pair"
  counts="$counts${counts:+, }1 A$pair, 1 B$pair"
  pair=$((pair + 1))
done
cat <<END
attacker { controls network; plays $roles }

property secrecy: secret m of A1 unless dishonest(B)
    expect $expectation

scenario default { $counts }
END
