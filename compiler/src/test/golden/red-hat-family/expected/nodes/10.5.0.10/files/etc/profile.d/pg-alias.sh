# short words for those who look after pg-el-1
alias p='sudo -iu postgres psql'
alias pgb='sudo -iu postgres psql -p 6432 -d pgbouncer'
alias pt='sudo -iu postgres patronictl -c /etc/patroni/patroni.yml'
alias pb='sudo -iu postgres pgbackrest --stanza=pg-el'
alias pl='journalctl -u patroni -f'
