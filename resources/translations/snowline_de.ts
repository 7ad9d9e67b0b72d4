<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>About</name>
        <message>
            <source>Why it was found</source>
            <translation>Warum es gefunden wurde</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>Schlagwörter</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
    </context>
    <context>
        <name>AdvancedPanel</name>
        <message>
            <source>Filters</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>Zurücksetzen</translation>
        </message>
        <message>
            <source>Clear all filters</source>
            <translation>Alle Filter zurücksetzen</translation>
        </message>
        <message>
            <source>Hide the filters</source>
            <translation>Filter ausblenden</translation>
        </message>
        <message>
            <source>Hide the filters (Ctrl+Shift+F)</source>
            <translation>Filter ausblenden (Strg+Umschalt+F)</translation>
        </message>
        <message>
            <source>From</source>
            <translation>Von</translation>
        </message>
        <message>
            <source>To</source>
            <translation>Bis</translation>
        </message>
        <message>
            <source>At least</source>
            <translation>Mindestens</translation>
        </message>
        <message>
            <source>At most</source>
            <translation>Höchstens</translation>
        </message>
        <message>
            <source>With subfolders</source>
            <translation>Mit Unterordnern</translation>
        </message>
        <message>
            <source>Whether photos in folders below the chosen one count too</source>
            <translation>Ob auch Fotos in Ordnern unter dem gewählten zählen</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Typ</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>Datum</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Drive</source>
            <translation>Laufwerk</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>Ort</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>Kamera</translation>
        </message>
        <message>
            <source>Rating</source>
            <translation>Bewertung</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Orientation</source>
            <translation>Ausrichtung</translation>
        </message>
        <message>
            <source>There is nothing to narrow here.</source>
            <translation>Hier gibt es nichts einzugrenzen.</translation>
        </message>
    </context>
    <context>
        <name>AnswerHeader</name>
        <message>
            <source>Show unlikely matches</source>
            <translation>Auch kaum passende zeigen</translation>
        </message>
        <message>
            <source>Put the relevance line back</source>
            <translation>Relevanzgrenze zurücksetzen</translation>
        </message>
        <message>
            <source>Size of the pictures</source>
            <translation>Größe der Bilder</translation>
        </message>
        <message>
            <source>Size of the pictures (Ctrl++, Ctrl+-, or Ctrl and the wheel)</source>
            <translation>Größe der Bilder (Strg++, Strg+- oder Strg und das Mausrad)</translation>
        </message>
        <message>
            <source>Searching…</source>
            <translation>Suche läuft…</translation>
        </message>
        <message numerus="yes">
            <source>%Ln selected</source>
            <translation>
                <numerusform>%Ln ausgewählt</numerusform>
                <numerusform>%Ln ausgewählt</numerusform>
            </translation>
        </message>
        <message>
            <source>at least {0}</source>
            <translation>mindestens {0}</translation>
        </message>
        <message>
            <source>The first {0} of {1}</source>
            <translation>Die ersten {0} von {1}</translation>
        </message>
        <message>
            <source>{0} s</source>
            <translation>{0} s</translation>
        </message>
        <message>
            <source>{0} % of your photos are described so far</source>
            <translation>{0} % der Fotos sind bisher beschrieben</translation>
        </message>
        <message>
            <source>Sorted by: {0}</source>
            <translation>Sortiert nach: {0}</translation>
        </message>
        <message>
            <source>Show unlikely</source>
            <translation>Kaum passende zeigen</translation>
        </message>
        <message>
            <source>Reset line</source>
            <translation>Grenze zurücksetzen</translation>
        </message>
    </context>
    <context>
        <name>BackgroundPanel</name>
        <message>
            <source>Background work</source>
            <translation>Hintergrundarbeit</translation>
        </message>
        <message>
            <source>Photos described</source>
            <translation>Fotos beschrieben</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Stopp</translation>
        </message>
        <message>
            <source>Describe them now</source>
            <translation>Jetzt beschreiben</translation>
        </message>
        <message>
            <source>Show skipped files</source>
            <translation>Übersprungene Dateien zeigen</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Noch einmal versuchen</translation>
        </message>
        <message>
            <source>Wait while the computer runs on battery</source>
            <translation>Warten, solange der Computer auf Akku läuft</translation>
        </message>
        <message>
            <source>Continue anyway</source>
            <translation>Trotzdem fortfahren</translation>
        </message>
        <message>
            <source>Use less memory</source>
            <translation>Weniger Arbeitsspeicher verwenden</translation>
        </message>
        <message>
            <source>Searching and describing become slower; at once, without a restart.</source>
            <translation>Suchen und Beschreiben werden langsamer; sofort, ohne Neustart.</translation>
        </message>
        <message>
            <source>How fast</source>
            <translation>Wie schnell</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Arbeitsspeicher</translation>
        </message>
        <message>
            <source>Kept up to date</source>
            <translation>Aktuell gehalten</translation>
        </message>
        <message>
            <source>Nothing to do just now.</source>
            <translation>Gerade ist nichts zu tun.</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Fortsetzen</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>Last time: {0}</source>
            <translation>Zuletzt: {0}</translation>
        </message>
        <message>
            <source>Folders are not watched just now.</source>
            <translation>Ordner werden gerade nicht beobachtet.</translation>
        </message>
    </context>
    <context>
        <name>CaptionEditor</name>
        <message>
            <source>Correct the caption</source>
            <translation>Bildbeschreibung berichtigen</translation>
        </message>
        <message>
            <source>Correct the caption (Ctrl+K)</source>
            <translation>Bildbeschreibung berichtigen (Strg+K)</translation>
        </message>
        <message>
            <source>Caption</source>
            <translation>Bildbeschreibung</translation>
        </message>
        <message>
            <source>Describe this photo. Leave it empty to get the caption of before.</source>
            <translation>Dieses Foto beschreiben. Leer lassen, um die vorherige Bildbeschreibung zu bekommen.</translation>
        </message>
        <message>
            <source>Enter saves, Shift+Enter starts a new line, Esc cancels.</source>
            <translation>Eingabe speichert, Umschalt+Eingabe beginnt eine neue Zeile, Esc bricht ab.</translation>
        </message>
        <message>
            <source>No caption yet</source>
            <translation>Noch keine Bildbeschreibung</translation>
        </message>
    </context>
    <context>
        <name>CardDialog</name>
        <message>
            <source>Model card: {0}</source>
            <translation>Modellkarte: {0}</translation>
        </message>
        <message>
            <source>Written by the makers of the models, in English.</source>
            <translation>Von den Herstellern der Modelle geschrieben, auf Englisch.</translation>
        </message>
    </context>
    <context>
        <name>ChipStrip</name>
        <message>
            <source>How your search was understood</source>
            <translation>Wie die Suche verstanden wurde</translation>
        </message>
        <message>
            <source>like {0}</source>
            <translation>wie {0}</translation>
        </message>
        <message>
            <source>same picture as {0}</source>
            <translation>dasselbe Bild wie {0}</translation>
        </message>
        <message>
            <source>{0}. Click to take it out.</source>
            <translation>{0}. Klicken, um es herauszunehmen.</translation>
        </message>
        <message>
            <source>Take it out of the search</source>
            <translation>Aus der Suche herausnehmen</translation>
        </message>
        <message>
            <source>Search for “{0}” as typed</source>
            <translation>Nach „{0}“ suchen, wie getippt</translation>
        </message>
        <message>
            <source>You typed “{0}”. Click to search for just that.</source>
            <translation>Getippt wurde „{0}“. Klicken, um genau danach zu suchen.</translation>
        </message>
        <message>
            <source>Search for “{0}” as plain words</source>
            <translation>Nach „{0}“ als einfachen Wörtern suchen</translation>
        </message>
        <message>
            <source>Read from “{0}”. Click to take it out; a right click offers to search for the words instead.</source>
            <translation>Aus „{0}“ gelesen. Ein Klick nimmt es heraus; ein Rechtsklick bietet an, stattdessen nach den Wörtern zu suchen.</translation>
        </message>
        <message>
            <source>Have “{0}” understood again</source>
            <translation>„{0}“ wieder verstehen lassen</translation>
        </message>
        <message>
            <source>“{0}” as words</source>
            <translation>„{0}“ als Wörter</translation>
        </message>
        <message>
            <source>Searched for as plain words. Click to take them out; a right click has them understood again.</source>
            <translation>Als einfache Wörter gesucht. Ein Klick nimmt sie heraus; nach einem Rechtsklick können sie wieder verstanden werden.</translation>
        </message>
        <message>
            <source>and “{0}”</source>
            <translation>und „{0}“</translation>
        </message>
        <message>
            <source>Both are looked for: photos like the picture, and “{0}”. Click to take the words out.</source>
            <translation>Gesucht wird beides: Fotos, die dem Bild ähneln, und „{0}“. Ein Klick nimmt die Wörter heraus.</translation>
        </message>
        <message>
            <source>Photos that look like {0}. Click to take it out.</source>
            <translation>Fotos, die aussehen wie {0}. Klicken, um es herauszunehmen.</translation>
        </message>
        <message>
            <source>and {0} more</source>
            <translation>und {0} weitere</translation>
        </message>
    </context>
    <context>
        <name>Clearing</name>
        <message>
            <source>Ending what is under way…</source>
            <translation>Was noch läuft, wird beendet…</translation>
        </message>
        <message>
            <source>Removing everything…</source>
            <translation>Alles wird entfernt…</translation>
        </message>
        <message>
            <source>Everything is removed: {0} are free.</source>
            <translation>Alles ist entfernt: {0} sind frei.</translation>
        </message>
    </context>
    <context>
        <name>CloseQuestion</name>
        <message>
            <source>Photos are still being indexed</source>
            <translation>Es werden noch Fotos indexiert</translation>
        </message>
        <message>
            <source>Snowline can go on with that out of sight. You find it again in the tray, beside the clock.</source>
            <translation>Snowline kann damit im Hintergrund weitermachen. Es ist dann im Infobereich neben der Uhr zu finden.</translation>
        </message>
        <message>
            <source>This desktop has no tray in which Snowline could go on out of sight. What is indexed stays.</source>
            <translation>Dieser Desktop hat keinen Infobereich, in dem Snowline unsichtbar weitermachen könnte. Was indexiert ist, bleibt.</translation>
        </message>
        <message>
            <source>Do this every time</source>
            <translation>Jedes Mal so machen</translation>
        </message>
        <message>
            <source>You can change this in the settings.</source>
            <translation>Das lässt sich in den Einstellungen ändern.</translation>
        </message>
        <message>
            <source>Stop; go on at the next start</source>
            <translation>Beenden; beim nächsten Start weitermachen</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Go on in the tray</source>
            <translation>Im Infobereich weitermachen</translation>
        </message>
    </context>
    <context>
        <name>CostPreview</name>
        <message>
            <source>Add photos</source>
            <translation>Fotos hinzufügen</translation>
        </message>
        <message>
            <source>Add “{0}” to your library?</source>
            <translation>„{0}“ zur Bibliothek hinzufügen?</translation>
        </message>
        <message>
            <source>Looking at what is there…</source>
            <translation>Es wird nachgesehen, was da ist…</translation>
        </message>
        <message>
            <source>Finding out what these photos cost</source>
            <translation>Es wird ermittelt, was diese Fotos kosten</translation>
        </message>
        <message>
            <source>Describe them now</source>
            <translation>Jetzt beschreiben</translation>
        </message>
        <message>
            <source>The newest come first. You can search, pause and stop meanwhile.</source>
            <translation>Die neuesten kommen zuerst. Suchen, anhalten und stoppen geht währenddessen.</translation>
        </message>
        <message>
            <source>Describe them when I am away</source>
            <translation>Beschreiben, wenn niemand am Computer ist</translation>
        </message>
        <message>
            <source>Names can be searched at once. The rest follows while nobody uses the computer.</source>
            <translation>Namen lassen sich sofort durchsuchen. Der Rest folgt, während niemand den Computer benutzt.</translation>
        </message>
        <message>
            <source>Names only</source>
            <translation>Nur Namen</translation>
        </message>
        <message>
            <source>You find them by name, folder and date, until you say that they are to be described.</source>
            <translation>Sie sind nach Name, Ordner und Datum zu finden, bis sie beschrieben werden sollen.</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Nothing leaves this computer, and your photos stay where and as they are.</source>
            <translation>Nichts verlässt diesen Computer, und die Fotos bleiben, wo und wie sie sind.</translation>
        </message>
        <message>
            <source>No photos were found there.</source>
            <translation>Dort wurden keine Fotos gefunden.</translation>
        </message>
        <message>
            <source>There is nothing new to describe.</source>
            <translation>Es gibt nichts Neues zu beschreiben.</translation>
        </message>
        <message>
            <source>How long it will take cannot be told beforehand.</source>
            <translation>Wie lange es dauert, lässt sich vorher nicht sagen.</translation>
        </message>
    </context>
    <context>
        <name>DayField</name>
        <message>
            <source>Any day</source>
            <translation>Beliebiger Tag</translation>
        </message>
    </context>
    <context>
        <name>DrivesPage</name>
        <message>
            <source>Drives</source>
            <translation>Laufwerke</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Photos</source>
            <translation>Fotos</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Art</translation>
        </message>
        <message>
            <source>Serial number</source>
            <translation>Seriennummer</translation>
        </message>
        <message>
            <source>Rename…</source>
            <translation>Umbenennen…</translation>
        </message>
        <message>
            <source>Forget…</source>
            <translation>Vergessen…</translation>
        </message>
        <message>
            <source>Show serial numbers</source>
            <translation>Seriennummern zeigen</translation>
        </message>
        <message>
            <source>Drives with photos of yours</source>
            <translation>Laufwerke mit Fotos</translation>
        </message>
        <message>
            <source>A drive is known by its serial number: it keeps its name and its photos wherever it is plugged in. Photos on a drive that is not connected are still found, with their thumbnails.</source>
            <translation>Ein Laufwerk wird an seiner Seriennummer erkannt: Es behält Namen und Fotos, wo auch immer es angeschlossen wird. Fotos auf einem Laufwerk, das nicht verbunden ist, werden weiterhin gefunden, mit ihren Vorschaubildern.</translation>
        </message>
        <message>
            <source>volume disk usb stick external label serial uuid offline online rename forget</source>
            <translation>volumen platte datenträger usb stick extern bezeichnung seriennummer uuid offline online umbenennen vergessen</translation>
        </message>
        <message>
            <source>built in</source>
            <translation>eingebaut</translation>
        </message>
        <message>
            <source>removable</source>
            <translation>Wechseldatenträger</translation>
        </message>
        <message>
            <source>network</source>
            <translation>Netzwerk</translation>
        </message>
        <message>
            <source>memory</source>
            <translation>Arbeitsspeicher</translation>
        </message>
        <message>
            <source>connected</source>
            <translation>verbunden</translation>
        </message>
        <message>
            <source>last seen {0}</source>
            <translation>zuletzt gesehen am {0}</translation>
        </message>
        <message>
            <source>long ago</source>
            <translation>vor langer Zeit</translation>
        </message>
        <message>
            <source>other</source>
            <translation>sonstiges</translation>
        </message>
        <message>
            <source>Rename drive</source>
            <translation>Laufwerk umbenennen</translation>
        </message>
        <message>
            <source>Name of this drive in Snowline; empty for the name that the system has for it:</source>
            <translation>Name dieses Laufwerks in Snowline; leer für den Namen, den es im System hat:</translation>
        </message>
        <message>
            <source>Forget this drive?</source>
            <translation>Dieses Laufwerk vergessen?</translation>
        </message>
        <message numerus="yes">
            <source>{0}: %n photo file(s) are no longer found. No file is touched, and what you said of the photos is kept: undo (Ctrl+Z in the main window) or adding a folder on it again brings it all back.</source>
            <translation>
                <numerusform>{0}: %n Fotodatei wird nicht mehr gefunden. Keine Datei wird angerührt, und was über die Fotos gesagt wurde, bleibt: Rückgängig (Strg+Z im Hauptfenster) oder das erneute Hinzufügen eines Ordners darauf bringt alles zurück.</numerusform>
                <numerusform>{0}: %n Fotodateien werden nicht mehr gefunden. Keine Datei wird angerührt, und was über die Fotos gesagt wurde, bleibt: Rückgängig (Strg+Z im Hauptfenster) oder das erneute Hinzufügen eines Ordners darauf bringt alles zurück.</numerusform>
            </translation>
        </message>
        <message>
            <source>Forget drive</source>
            <translation>Laufwerk vergessen</translation>
        </message>
    </context>
    <context>
        <name>DropVeil</name>
        <message>
            <source>Drop to make these photos searchable</source>
            <translation>Ablegen, um diese Fotos durchsuchbar zu machen</translation>
        </message>
    </context>
    <context>
        <name>EntryDelegate</name>
        <message>
            <source>{0} new</source>
            <translation>{0} neu</translation>
        </message>
    </context>
    <context>
        <name>ErrorPage</name>
        <message>
            <source>Repair</source>
            <translation>Reparieren</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Noch einmal versuchen</translation>
        </message>
        <message>
            <source>Look again</source>
            <translation>Noch einmal nachsehen</translation>
        </message>
        <message>
            <source>Show its folder</source>
            <translation>Ordner zeigen</translation>
        </message>
        <message>
            <source>Begin a new one</source>
            <translation>Neu beginnen</translation>
        </message>
        <message>
            <source>Take less memory</source>
            <translation>Weniger Arbeitsspeicher nehmen</translation>
        </message>
        <message>
            <source>Copy details</source>
            <translation>Einzelheiten kopieren</translation>
        </message>
    </context>
    <context>
        <name>ExchangePage</name>
        <message>
            <source>Take this back</source>
            <translation>Zurücknehmen</translation>
        </message>
        <message>
            <source>Write a table…</source>
            <translation>Tabelle schreiben…</translation>
        </message>
        <message>
            <source>Only what you rated, tagged or described</source>
            <translation>Nur Fotos mit eigener Bewertung, Schlagwort oder Bildbeschreibung</translation>
        </message>
        <message>
            <source>For Excel</source>
            <translation>Für Excel</translation>
        </message>
        <message>
            <source>Begins the file with the mark by which Excel knows letters like é and ß</source>
            <translation>Beginnt die Datei mit dem Zeichen, an dem Excel Buchstaben wie é und ß erkennt</translation>
        </message>
        <message>
            <source>Write a table</source>
            <translation>Tabelle schreiben</translation>
        </message>
        <message>
            <source>A file (CSV) that spreadsheets open, with a line for each photo: where it is, its rating, tags and caption, and what is known besides.</source>
            <translation>Eine Datei (CSV), die Tabellenprogramme öffnen, mit einer Zeile für jedes Foto: wo es liegt, seine Bewertung, Schlagwörter und Bildbeschreibung, und was sonst bekannt ist.</translation>
        </message>
        <message>
            <source>export csv excel spreadsheet calc tags ratings captions backup save list</source>
            <translation>exportieren csv excel tabelle schlagwörter bewertungen bildbeschreibungen sichern speichern liste</translation>
        </message>
        <message>
            <source>Read a table…</source>
            <translation>Tabelle lesen…</translation>
        </message>
        <message>
            <source>Read a table</source>
            <translation>Tabelle lesen</translation>
        </message>
        <message>
            <source>Takes ratings, tags and captions from such a file. You see first what would change; nothing of yours is replaced unless you say so.</source>
            <translation>Übernimmt Bewertungen, Schlagwörter und Bildbeschreibungen aus einer solchen Datei. Zuerst wird gezeigt, was sich ändern würde; Eigenes wird nur ersetzt, wenn das gewünscht ist.</translation>
        </message>
        <message>
            <source>import csv excel spreadsheet tags ratings captions restore load</source>
            <translation>importieren csv excel tabelle schlagwörter bewertungen bildbeschreibungen wiederherstellen laden</translation>
        </message>
        <message>
            <source>Write sidecars</source>
            <translation>Begleitdateien schreiben</translation>
        </message>
        <message>
            <source>A small file (XMP) beside each photo of which you said something; Lightroom, digiKam, darktable and others read it. The photos themselves are not touched.</source>
            <translation>Eine kleine Datei (XMP) neben jedem Foto, über das etwas gesagt wurde; Lightroom, digiKam, darktable und andere lesen sie. Die Fotos selbst werden nicht angerührt.</translation>
        </message>
        <message>
            <source>export xmp metadata tags ratings captions lightroom darktable keywords</source>
            <translation>exportieren xmp metadaten schlagwörter bewertungen bildbeschreibungen lightroom darktable stichwörter</translation>
        </message>
        <message>
            <source>Read sidecars anew</source>
            <translation>Begleitdateien neu lesen</translation>
        </message>
        <message>
            <source>New and changed sidecars are read by themselves. This reads all of them again. What you said in Snowline counts before what they say.</source>
            <translation>Neue und geänderte Begleitdateien werden von selbst gelesen. Hier werden alle noch einmal gelesen. Was in Snowline gesagt wurde, geht vor.</translation>
        </message>
        <message>
            <source>import xmp metadata tags ratings captions lightroom darktable keywords refresh</source>
            <translation>importieren xmp metadaten schlagwörter bewertungen bildbeschreibungen lightroom darktable auffrischen</translation>
        </message>
        <message>
            <source>Tables (*.csv)</source>
            <translation>Tabellen (*.csv)</translation>
        </message>
        <message>
            <source>photos.csv</source>
            <translation>fotos.csv</translation>
        </message>
        <message>
            <source>Writing {0}</source>
            <translation>{0} wird geschrieben</translation>
        </message>
        <message>
            <source>Stopped. No file was written.</source>
            <translation>Gestoppt. Es wurde keine Datei geschrieben.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln photo(s) in {0}</source>
            <translation>
                <numerusform>%Ln Foto in {0}</numerusform>
                <numerusform>%Ln Fotos in {0}</numerusform>
            </translation>
        </message>
        <message>
            <source>Tables (*.csv *.tsv *.txt)</source>
            <translation>Tabellen (*.csv *.tsv *.txt)</translation>
        </message>
        <message>
            <source>Looking at {0}</source>
            <translation>{0} wird angesehen</translation>
        </message>
        <message>
            <source>Stopped. Nothing was changed.</source>
            <translation>Gestoppt. Es wurde nichts geändert.</translation>
        </message>
        <message>
            <source>Reading {0}</source>
            <translation>{0} wird gelesen</translation>
        </message>
        <message numerus="yes">
            <source>%Ln photo(s) changed.</source>
            <translation>
                <numerusform>%Ln Foto geändert.</numerusform>
                <numerusform>%Ln Fotos geändert.</numerusform>
            </translation>
        </message>
        <message>
            <source>Writing sidecars</source>
            <translation>Begleitdateien werden geschrieben</translation>
        </message>
        <message numerus="yes">
            <source>%Ln sidecar(s) written</source>
            <translation>
                <numerusform>%Ln Begleitdatei geschrieben</numerusform>
                <numerusform>%Ln Begleitdateien geschrieben</numerusform>
            </translation>
        </message>
        <message>
            <source>{0}, {1} unchanged</source>
            <translation>{0}, {1} unverändert</translation>
        </message>
        <message>
            <source>Reading sidecars</source>
            <translation>Begleitdateien werden gelesen</translation>
        </message>
        <message numerus="yes">
            <source>%Ln sidecar(s) read</source>
            <translation>
                <numerusform>%Ln Begleitdatei gelesen</numerusform>
                <numerusform>%Ln Begleitdateien gelesen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln photo(s) changed</source>
            <translation>
                <numerusform>%Ln Foto geändert</numerusform>
                <numerusform>%Ln Fotos geändert</numerusform>
            </translation>
        </message>
        <message>
            <source>{0}, {1}</source>
            <translation>{0}, {1}</translation>
        </message>
        <message numerus="yes">
            <source>{0}. %Ln could not be done: {1}, {2}</source>
            <translation>
                <numerusform>{0}. Bei %Ln ging es nicht: {1}, {2}</numerusform>
                <numerusform>{0}. Bei %Ln ging es nicht: {1}, {2}</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FacetSection</name>
        <message>
            <source>Find in this list</source>
            <translation>In dieser Liste suchen</translation>
        </message>
        <message>
            <source>Find in {0}</source>
            <translation>Suchen in {0}</translation>
        </message>
        <message>
            <source>Show {0} more</source>
            <translation>{0} weitere zeigen</translation>
        </message>
        <message>
            <source>Show fewer</source>
            <translation>Weniger zeigen</translation>
        </message>
        <message>
            <source>and {0} more: find them above</source>
            <translation>und {0} weitere: oben zu finden</translation>
        </message>
        <message>
            <source>Nothing here is called so.</source>
            <translation>Hier heißt nichts so.</translation>
        </message>
    </context>
    <context>
        <name>Facts</name>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>Datum</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>Ort</translation>
        </message>
        <message>
            <source>Position</source>
            <translation>Position</translation>
        </message>
        <message>
            <source>Height</source>
            <translation>Höhe</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>Kamera</translation>
        </message>
        <message>
            <source>Lens</source>
            <translation>Objektiv</translation>
        </message>
        <message>
            <source>Exposure</source>
            <translation>Belichtung</translation>
        </message>
        <message>
            <source>Focal length</source>
            <translation>Brennweite</translation>
        </message>
        <message>
            <source>Flash</source>
            <translation>Blitz</translation>
        </message>
        <message>
            <source>Pixels</source>
            <translation>Pixel</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Typ</translation>
        </message>
        <message>
            <source>Drive</source>
            <translation>Laufwerk</translation>
        </message>
        <message>
            <source>Program</source>
            <translation>Programm</translation>
        </message>
        <message>
            <source>By</source>
            <translation>Von</translation>
        </message>
        <message>
            <source>Rights</source>
            <translation>Rechte</translation>
        </message>
        <message>
            <source>Unknown</source>
            <translation>Unbekannt</translation>
        </message>
        <message>
            <source>Copy map link</source>
            <translation>Kartenlink kopieren</translation>
        </message>
        <message>
            <source>Copies an address at OpenStreetMap. Nothing is opened or sent.</source>
            <translation>Kopiert eine Adresse bei OpenStreetMap. Nichts wird geöffnet oder gesendet.</translation>
        </message>
        <message>
            <source>Copy position</source>
            <translation>Position kopieren</translation>
        </message>
        <message>
            <source>Copies the position as a geo: address, which map programs open.</source>
            <translation>Kopiert die Position als geo:-Adresse, die Kartenprogramme öffnen.</translation>
        </message>
        <message>
            <source>Map link copied. Paste it into a browser to see the place.</source>
            <translation>Kartenlink kopiert. In einen Browser einfügen, um den Ort zu sehen.</translation>
        </message>
        <message>
            <source>Position copied</source>
            <translation>Position kopiert</translation>
        </message>
    </context>
    <context>
        <name>Failing</name>
        <message>
            <source>The details are in the clipboard</source>
            <translation>Die Einzelheiten sind in der Zwischenablage</translation>
        </message>
        <message>
            <source>The damaged library is kept as {0}</source>
            <translation>Die beschädigte Bibliothek liegt jetzt in {0}</translation>
        </message>
    </context>
    <context>
        <name>FoldersPage</name>
        <message>
            <source>Folders in your library</source>
            <translation>Ordner der Bibliothek</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Drive</source>
            <translation>Laufwerk</translation>
        </message>
        <message>
            <source>Described</source>
            <translation>Beschrieben</translation>
        </message>
        <message>
            <source>Skipped</source>
            <translation>Übersprungen</translation>
        </message>
        <message>
            <source>Add folder…</source>
            <translation>Ordner hinzufügen…</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>Entfernen…</translation>
        </message>
        <message>
            <source>Open in file manager</source>
            <translation>Im Dateimanager öffnen</translation>
        </message>
        <message>
            <source>Snowline looks for photos in these folders and in all folders inside them.</source>
            <translation>Snowline sucht in diesen Ordnern und in allen Ordnern darin nach Fotos.</translation>
        </message>
        <message>
            <source>directory root path source add remove forget delete location pictures</source>
            <translation>verzeichnis wurzel pfad quelle hinzufügen entfernen vergessen löschen speicherort bilder</translation>
        </message>
        <message>
            <source>Keep the library up to date</source>
            <translation>Bibliothek aktuell halten</translation>
        </message>
        <message>
            <source>Looks for new, changed and moved photos while Snowline is open.</source>
            <translation>Achtet auf neue, geänderte und verschobene Fotos, solange Snowline offen ist.</translation>
        </message>
        <message>
            <source>watch monitor automatic update refresh sync changes</source>
            <translation>beobachten überwachen automatisch aktualisieren abgleichen änderungen</translation>
        </message>
        <message>
            <source>Folders and files that are kept out</source>
            <translation>Ordner und Dateien, die draußen bleiben</translation>
        </message>
        <message>
            <source>Kept out</source>
            <translation>Ausgeschlossen</translation>
        </message>
        <message>
            <source>Keep a folder out…</source>
            <translation>Ordner ausschließen…</translation>
        </message>
        <message>
            <source>Let in again</source>
            <translation>Wieder zulassen</translation>
        </message>
        <message>
            <source>Photos in these folders are not looked at and not found. The files stay where they are.</source>
            <translation>Fotos in diesen Ordnern werden nicht angesehen und nicht gefunden. Die Dateien bleiben, wo sie sind.</translation>
        </message>
        <message>
            <source>exclude ignore skip hide blacklist include let in</source>
            <translation>ausschließen ignorieren überspringen verbergen sperrliste zulassen</translation>
        </message>
        <message>
            <source>{0}, not connected</source>
            <translation>{0}, nicht verbunden</translation>
        </message>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} von {1}</translation>
        </message>
        <message>
            <source>Forget this folder?</source>
            <translation>Diesen Ordner vergessen?</translation>
        </message>
        <message>
            <source>{0}

Its photos are no longer found. No file is touched, and what you said of the photos is kept: undo (Ctrl+Z in the main window) or adding the folder again brings it all back.</source>
            <translation>{0}

Seine Fotos werden nicht mehr gefunden. Keine Datei wird angerührt, und was über die Fotos gesagt wurde, bleibt: Rückgängig (Strg+Z im Hauptfenster) oder das erneute Hinzufügen des Ordners bringt alles zurück.</translation>
        </message>
        <message>
            <source>Forget folder</source>
            <translation>Ordner vergessen</translation>
        </message>
        <message>
            <source>Erase for good what is known of photos that lie nowhere else; this cannot be undone</source>
            <translation>Endgültig löschen, was über Fotos bekannt ist, die nirgends sonst liegen; das lässt sich nicht rückgängig machen</translation>
        </message>
        <message>
            <source>Keep this folder out of the library</source>
            <translation>Diesen Ordner aus der Bibliothek ausschließen</translation>
        </message>
    </context>
    <context>
        <name>GeneralPage</name>
        <message>
            <source>Theme</source>
            <translation>Erscheinungsbild</translation>
        </message>
        <message>
            <source>Light or dark colours. High contrast of the system always wins.</source>
            <translation>Helle oder dunkle Farben. Hoher Kontrast des Systems hat immer Vorrang.</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <source>appearance colour scheme dark mode night bright black white looks contrast</source>
            <translation>erscheinungsbild farbschema thema dunkelmodus nacht hell schwarz weiß aussehen kontrast</translation>
        </message>
        <message>
            <source>Language of the window</source>
            <translation>Sprache des Fensters</translation>
        </message>
        <message>
            <source>Takes effect when Snowline is opened the next time.</source>
            <translation>Wirkt, wenn Snowline das nächste Mal geöffnet wird.</translation>
        </message>
        <message>
            <source>interface language English German Deutsch translation words locale</source>
            <translation>oberfläche sprache englisch deutsch english übersetzung wörter</translation>
        </message>
        <message>
            <source>When the window is closed while photos are indexed</source>
            <translation>Wenn das Fenster geschlossen wird, während Fotos indexiert werden</translation>
        </message>
        <message>
            <source>Indexing can go on in the background, with an icon in the task bar, or stop and go on next time.</source>
            <translation>Das Indexieren kann im Hintergrund weitergehen, mit einem Symbol in der Taskleiste, oder anhalten und beim nächsten Mal weitermachen.</translation>
        </message>
        <message>
            <source>Ask me</source>
            <translation>Nachfragen</translation>
        </message>
        <message>
            <source>Go on in the background</source>
            <translation>Im Hintergrund weitermachen</translation>
        </message>
        <message>
            <source>Stop until next time</source>
            <translation>Bis zum nächsten Mal anhalten</translation>
        </message>
        <message>
            <source>quit exit tray minimise background keep running close</source>
            <translation>beenden verlassen infobereich minimieren hintergrund weiterlaufen schließen</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>Benachrichtigungen</translation>
        </message>
        <message>
            <source>Tell me when a long run of indexing has ended and the window is out of sight.</source>
            <translation>Meldet, wenn ein langes Indexieren fertig ist und das Fenster nicht zu sehen ist.</translation>
        </message>
        <message>
            <source>message alert popup tell desktop finished done</source>
            <translation>nachricht hinweis meldung desktop fertig erledigt</translation>
        </message>
        <message>
            <source>Add to the menu</source>
            <translation>Ins Menü aufnehmen</translation>
        </message>
        <message>
            <source>Applications menu</source>
            <translation>Anwendungsmenü</translation>
        </message>
        <message>
            <source>So that Snowline is started like other programs, and offered for folders.</source>
            <translation>Damit Snowline wie andere Programme gestartet und für Ordner angeboten wird.</translation>
        </message>
        <message>
            <source>desktop entry icon start launcher shortcut install</source>
            <translation>desktop eintrag symbol start starter verknüpfung installieren anwendungsmenü</translation>
        </message>
        <message>
            <source>Remove from the menu</source>
            <translation>Aus dem Menü entfernen</translation>
        </message>
    </context>
    <context>
        <name>Housework</name>
        <message>
            <source>Photos are being indexed just now. Try again when that has ended, or stop it.</source>
            <translation>Gerade werden Fotos indexiert. Danach noch einmal versuchen, oder es stoppen.</translation>
        </message>
    </context>
    <context>
        <name>IndexingRun</name>
        <message>
            <source>Indexing ended unexpectedly. What was indexed is kept; add the folder again to go on.</source>
            <translation>Das Indexieren endete unerwartet. Was indexiert wurde, bleibt; den Ordner noch einmal hinzufügen, um weiterzumachen.</translation>
        </message>
    </context>
    <context>
        <name>Keeping</name>
        <message>
            <source>Your settings could not be kept: {0}</source>
            <translation>Die Einstellungen konnten nicht gespeichert werden: {0}</translation>
        </message>
    </context>
    <context>
        <name>LongWork</name>
        <message>
            <source>Progress</source>
            <translation>Fortschritt</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Stopp</translation>
        </message>
    </context>
    <context>
        <name>ModelsPage</name>
        <message>
            <source>Read the model card</source>
            <translation>Modellkarte lesen</translation>
        </message>
        <message>
            <source>Models in use</source>
            <translation>Verwendete Modelle</translation>
        </message>
        <message>
            <source>pack card network ai version licence quality model neural</source>
            <translation>paket karte netz ki version lizenz qualität modell neuronal</translation>
        </message>
        <message>
            <source>Describe photos in a sentence</source>
            <translation>Fotos in einem Satz beschreiben</translation>
        </message>
        <message>
            <source>Without captions indexing is quicker, and photos are found by their looks, tags and names only.</source>
            <translation>Ohne Bildbeschreibungen geht das Indexieren schneller, und Fotos werden nur nach Aussehen, Schlagwörtern und Namen gefunden.</translation>
        </message>
        <message>
            <source>caption sentence description text</source>
            <translation>bildbeschreibung satz beschreibung text</translation>
        </message>
        <message>
            <source>Read the text in pictures</source>
            <translation>Text in den Bildern lesen</translation>
        </message>
        <message>
            <source>Signs, tickets, screenshots: so that their words can be searched. Needs the optional part “ocr”.</source>
            <translation>Schilder, Fahrkarten, Bildschirmfotos: damit ihre Wörter gesucht werden können. Braucht den Zusatz „ocr“.</translation>
        </message>
        <message>
            <source>Where text is likely</source>
            <translation>Wo Text wahrscheinlich ist</translation>
        </message>
        <message>
            <source>In all pictures</source>
            <translation>In allen Bildern</translation>
        </message>
        <message>
            <source>Never</source>
            <translation>Nie</translation>
        </message>
        <message>
            <source>ocr letters words recognise scan document</source>
            <translation>ocr buchstaben wörter erkennen scan dokument</translation>
        </message>
        <message>
            <source>Versions of the models</source>
            <translation>Versionen der Modelle</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Version</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Photos</source>
            <translation>Fotos</translation>
        </message>
        <message>
            <source>To come</source>
            <translation>Stehen noch aus</translation>
        </message>
        <message>
            <source>Let it answer</source>
            <translation>Antworten lassen</translation>
        </message>
        <message>
            <source>Drop…</source>
            <translation>Entfernen…</translation>
        </message>
        <message>
            <source>Choose other models…</source>
            <translation>Andere Modelle wählen…</translation>
        </message>
        <message>
            <source>Versions side by side</source>
            <translation>Versionen nebeneinander</translation>
        </message>
        <message>
            <source>Other models describe all photos anew in the background. The old ones answer until the new ones have every photo; then they take turns by themselves. You can go back as long as both are kept.</source>
            <translation>Andere Modelle beschreiben alle Fotos im Hintergrund neu. Die alten antworten, bis die neuen jedes Foto haben; dann lösen sie einander von selbst ab. Zurück geht es, solange beide behalten werden.</translation>
        </message>
        <message>
            <source>generation pack switch replace upgrade folder compare rebuild reindex</source>
            <translation>generation paket wechseln ersetzen aktualisieren ordner vergleichen neu aufbauen indexieren</translation>
        </message>
        <message>
            <source>answers searches</source>
            <translation>beantwortet Suchen</translation>
        </message>
        <message>
            <source>is being made</source>
            <translation>entsteht gerade</translation>
        </message>
        <message>
            <source>is kept</source>
            <translation>wird behalten</translation>
        </message>
        <message>
            <source>The models are missing or damaged: photos are not found by what is in them, and new ones cannot be described. Install Snowline again.</source>
            <translation>Die Modelle fehlen oder sind beschädigt: Fotos werden nicht nach ihrem Inhalt gefunden, und neue können nicht beschrieben werden. Bitte Snowline neu installieren.</translation>
        </message>
        <message>
            <source>{0}: a copy that your library keeps, with which searching works. The models that came with Snowline are missing or damaged, so that new photos cannot be described. Install Snowline again.</source>
            <translation>{0}: eine Kopie in der Bibliothek, mit der die Suche funktioniert. Die Modelle, die mit Snowline kamen, fehlen oder sind beschädigt; neue Fotos können deshalb nicht beschrieben werden. Bitte Snowline neu installieren.</translation>
        </message>
        <message>
            <source>{0}. They come with Snowline and run on this computer alone. Licence: {1}.</source>
            <translation>{0}. Sie kommen mit Snowline und laufen nur auf diesem Computer. Lizenz: {1}.</translation>
        </message>
        <message>
            <source>Drop these descriptions?</source>
            <translation>Diese Beschreibungen entfernen?</translation>
        </message>
        <message>
            <source>What {0} said of your photos is removed and its room is free. To have it again, all photos must be described anew. What you said of the photos stays.</source>
            <translation>Was {0} über die Fotos sagte, wird entfernt und gibt Platz frei. Um es wiederzubekommen, müssen alle Fotos neu beschrieben werden. Was von Hand über die Fotos gesagt wurde, bleibt.</translation>
        </message>
        <message>
            <source>Drop</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Folder with a pack of models</source>
            <translation>Ordner mit einem Modellpaket</translation>
        </message>
    </context>
    <context>
        <name>NameDialog</name>
        <message>
            <source>Rename saved search</source>
            <translation>Gespeicherte Suche umbenennen</translation>
        </message>
        <message>
            <source>Save this search</source>
            <translation>Diese Suche speichern</translation>
        </message>
        <message>
            <source>It stands in the library pane under this name, and shows how many photos are new.</source>
            <translation>Sie steht unter diesem Namen in der Bibliotheksleiste und zeigt, wie viele Fotos neu sind.</translation>
        </message>
        <message>
            <source>&amp;Name:</source>
            <translation>&amp;Name:</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>Umbenennen</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Speichern</translation>
        </message>
        <message>
            <source>There is a saved search “{0}” already.</source>
            <translation>Eine gespeicherte Suche „{0}“ gibt es schon.</translation>
        </message>
    </context>
    <context>
        <name>NoMatchPage</name>
        <message>
            <source>Show unlikely matches</source>
            <translation>Auch kaum passende zeigen</translation>
        </message>
        <message>
            <source>No photo has all of this</source>
            <translation>Auf kein Foto trifft das alles zu</translation>
        </message>
        <message>
            <source>There are {0} without “{1}”.</source>
            <translation>Ohne „{1}“ gibt es {0}.</translation>
        </message>
        <message>
            <source>There are {0} without filters.</source>
            <translation>Ohne Filter gibt es {0}.</translation>
        </message>
        <message>
            <source>Without “{0}”</source>
            <translation>Ohne „{0}“</translation>
        </message>
        <message>
            <source>Without filters</source>
            <translation>Ohne Filter</translation>
        </message>
        <message>
            <source>No other photo shows the same picture</source>
            <translation>Kein anderes Foto zeigt dasselbe Bild</translation>
        </message>
        <message>
            <source>Try fewer or more common words.</source>
            <translation>Weniger oder gebräuchlichere Wörter versuchen.</translation>
        </message>
        <message>
            <source>Not all photos are indexed yet; results appear here when they are found.</source>
            <translation>Noch sind nicht alle Fotos indexiert; Treffer erscheinen hier, sobald sie gefunden werden.</translation>
        </message>
        <message>
            <source>What is in a photo is found by English words, such as “{0}”. Names of files and folders, and your own tags, are found as they are written.</source>
            <translation>Was auf einem Foto zu sehen ist, wird mit englischen Wörtern gefunden, zum Beispiel „{0}“. Datei- und Ordnernamen und eigene Schlagwörter werden so gefunden, wie sie geschrieben sind.</translation>
        </message>
        <message>
            <source>this photo</source>
            <translation>dieses Foto</translation>
        </message>
        <message>
            <source>Nothing in your library looks like {0}</source>
            <translation>Nichts in der Bibliothek sieht aus wie {0}</translation>
        </message>
    </context>
    <context>
        <name>Notice</name>
        <message>
            <source>Look again</source>
            <translation>Noch einmal nachsehen</translation>
        </message>
        <message>
            <source>Put this message away</source>
            <translation>Diese Meldung ausblenden</translation>
        </message>
    </context>
    <context>
        <name>Notifying</name>
        <message>
            <source>Your photos are indexed</source>
            <translation>Die Fotos sind indexiert</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Anzeigen</translation>
        </message>
    </context>
    <context>
        <name>Overlay</name>
        <message>
            <source>About this photo</source>
            <translation>Über dieses Foto</translation>
        </message>
        <message>
            <source>Back to the results</source>
            <translation>Zurück zu den Treffern</translation>
        </message>
        <message>
            <source>Esc</source>
            <translation>Esc</translation>
        </message>
        <message>
            <source>Smaller</source>
            <translation>Kleiner</translation>
        </message>
        <message>
            <source>Larger</source>
            <translation>Größer</translation>
        </message>
        <message>
            <source>The whole photo, or its own size</source>
            <translation>Das ganze Foto oder seine eigene Größe</translation>
        </message>
        <message>
            <source>Previous photo</source>
            <translation>Voriges Foto</translation>
        </message>
        <message>
            <source>Next photo</source>
            <translation>Nächstes Foto</translation>
        </message>
        <message>
            <source>Zoom</source>
            <translation>Zoom</translation>
        </message>
        <message>
            <source>{0} %</source>
            <translation>{0} %</translation>
        </message>
    </context>
    <context>
        <name>PerformancePage</name>
        <message>
            <source>Speed of indexing</source>
            <translation>Geschwindigkeit des Indexierens</translation>
        </message>
        <message>
            <source>Gentle leaves the machine to you; fast takes all of it. Also a run under way follows.</source>
            <translation>Sanft lässt den Computer zum Arbeiten frei; schnell nimmt ihn ganz. Auch ein laufendes Indexieren richtet sich danach.</translation>
        </message>
        <message>
            <source>Gentle</source>
            <translation>Sanft</translation>
        </message>
        <message>
            <source>Normal</source>
            <translation>Normal</translation>
        </message>
        <message>
            <source>Fast</source>
            <translation>Schnell</translation>
        </message>
        <message>
            <source>throttle slow fast cpu processor load priority fan noise</source>
            <translation>drosseln langsam schnell cpu prozessor last priorität lüfter lärm</translation>
        </message>
        <message>
            <source>Pause on battery</source>
            <translation>Bei Akkubetrieb anhalten</translation>
        </message>
        <message>
            <source>Photos are only described while the computer is plugged in.</source>
            <translation>Fotos werden nur beschrieben, solange der Computer am Strom hängt.</translation>
        </message>
        <message>
            <source>battery laptop power mains energy save</source>
            <translation>akku batterie laptop strom netz energie sparen</translation>
        </message>
        <message>
            <source>Photos described at the same time</source>
            <translation>Gleichzeitig beschriebene Fotos</translation>
        </message>
        <message numerus="yes">
            <source>This computer has %n processor(s). Each worker takes its own memory.</source>
            <translation>
                <numerusform>Dieser Computer hat %n Prozessor. Jeder Arbeitsprozess braucht eigenen Arbeitsspeicher.</numerusform>
                <numerusform>Dieser Computer hat %n Prozessoren. Jeder Arbeitsprozess braucht eigenen Arbeitsspeicher.</numerusform>
            </translation>
        </message>
        <message>
            <source>workers processes threads cores parallel cpu</source>
            <translation>arbeitsprozesse threads kerne parallel cpu</translation>
        </message>
        <message>
            <source>Memory of a worker</source>
            <translation>Arbeitsspeicher eines Arbeitsprozesses</translation>
        </message>
        <message>
            <source>A worker that takes more starts afresh. Very large photos need more.</source>
            <translation>Ein Arbeitsprozess, der mehr braucht, beginnt von vorn. Sehr große Fotos brauchen mehr.</translation>
        </message>
        <message>
            <source> MB</source>
            <translation> MB</translation>
        </message>
        <message>
            <source>ram limit worker process</source>
            <translation>ram grenze arbeitsprozess</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Arbeitsspeicher</translation>
        </message>
        <message>
            <source>Low-memory mode</source>
            <translation>Sparsamer Modus</translation>
        </message>
        <message>
            <source>Takes as little memory as possible: searches understand words more coarsely and are somewhat slower. Good for old computers, and beside programs that need much.</source>
            <translation>Nimmt so wenig Arbeitsspeicher wie möglich: Suchen verstehen Wörter gröber und sind etwas langsamer. Gut für alte Computer und neben Programmen, die viel brauchen.</translation>
        </message>
        <message>
            <source>ram small computer save lean footprint</source>
            <translation>ram klein computer sparen schlank speicherbedarf</translation>
        </message>
        <message>
            <source>Memory in use now</source>
            <translation>Arbeitsspeicher in Gebrauch</translation>
        </message>
        <message>
            <source>The full part belongs to Snowline alone. The outlined one are parts of files kept at hand, which the system takes back as soon as it needs the room.</source>
            <translation>Der volle Teil gehört Snowline allein. Der umrandete sind Teile von Dateien, die zur Hand bleiben und die das System zurücknimmt, sobald es den Platz braucht.</translation>
        </message>
        <message>
            <source>ram meter usage private reclaimable cache</source>
            <translation>ram anzeige verbrauch privat zwischenspeicher</translation>
        </message>
        <message>
            <source>Thumbnails</source>
            <translation>Vorschaubilder</translation>
        </message>
        <message>
            <source>Size of thumbnails</source>
            <translation>Größe der Vorschaubilder</translation>
        </message>
        <message>
            <source>The longer side. Larger ones are sharper on fine displays and take more room; for new photos.</source>
            <translation>Die längere Seite. Größere sind auf feinen Bildschirmen schärfer und brauchen mehr Platz; gilt für neue Fotos.</translation>
        </message>
        <message>
            <source> px</source>
            <translation> px</translation>
        </message>
        <message>
            <source>resolution quality pixels preview picture</source>
            <translation>auflösung qualität pixel vorschau bild</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>Leeren</translation>
        </message>
        <message>
            <source>Removes the thumbnails of photos that can be drawn again</source>
            <translation>Entfernt die Vorschaubilder von Fotos, die neu gezeichnet werden können</translation>
        </message>
        <message>
            <source>Room for thumbnails</source>
            <translation>Platz für Vorschaubilder</translation>
        </message>
        <message>
            <source>Those used longest ago go first, and are drawn again when they are needed.</source>
            <translation>Am längsten nicht benutzte gehen zuerst und werden neu gezeichnet, wenn sie gebraucht werden.</translation>
        </message>
        <message>
            <source>cache disk space clear delete size limit</source>
            <translation>zwischenspeicher platte speicherplatz leeren löschen größe grenze</translation>
        </message>
        <message>
            <source>Thumbnails now</source>
            <translation>Vorschaubilder jetzt</translation>
        </message>
        <message>
            <source>cache clear delete disk space now</source>
            <translation>zwischenspeicher leeren löschen platte platz</translation>
        </message>
        <message>
            <source>counting…</source>
            <translation>wird gezählt…</translation>
        </message>
        <message>
            <source>{0} in use</source>
            <translation>{0} in Gebrauch</translation>
        </message>
        <message>
            <source>{0} of thumbnails cleared.</source>
            <translation>{0} an Vorschaubildern geleert.</translation>
        </message>
    </context>
    <context>
        <name>PeriodButton</name>
        <message>
            <source>Choose a period</source>
            <translation>Zeitraum wählen</translation>
        </message>
        <message>
            <source>Any time</source>
            <translation>Jederzeit</translation>
        </message>
    </context>
    <context>
        <name>PhotoActions</name>
        <message>
            <source>&amp;View on the whole screen</source>
            <translation>Bildschirmfüllend ans&amp;ehen</translation>
        </message>
        <message>
            <source>&amp;Open</source>
            <translation>Ö&amp;ffnen</translation>
        </message>
        <message>
            <source>Find &amp;similar: same subject</source>
            <translation>Ähnliche &amp;suchen: gleiches Motiv</translation>
        </message>
        <message>
            <source>Find similar: same &amp;picture</source>
            <translation>Ähnliche suchen: gleiches &amp;Bild</translation>
        </message>
        <message>
            <source>Show the ones &amp;like this</source>
            <translation>Ähn&amp;liche wie dieses zeigen</translation>
        </message>
        <message>
            <source>Show in file &amp;manager</source>
            <translation>Im Datei&amp;manager zeigen</translation>
        </message>
        <message>
            <source>&amp;Copy</source>
            <translation>&amp;Kopieren</translation>
        </message>
        <message>
            <source>Copy p&amp;ath</source>
            <translation>Pfad k&amp;opieren</translation>
        </message>
        <message>
            <source>&amp;Favourite</source>
            <translation>Favo&amp;rit</translation>
        </message>
        <message>
            <source>Add a &amp;tag…</source>
            <translation>Schlag&amp;wort hinzufügen…</translation>
        </message>
        <message>
            <source>Corr&amp;ect the caption…</source>
            <translation>Bildbeschreibung beri&amp;chtigen…</translation>
        </message>
        <message>
            <source>Re&amp;name…</source>
            <translation>Umbe&amp;nennen…</translation>
        </message>
        <message>
            <source>E&amp;xclude its folder</source>
            <translation>Seinen Or&amp;dner ausschließen</translation>
        </message>
        <message>
            <source>&amp;Describe again</source>
            <translation>Ne&amp;u beschreiben</translation>
        </message>
        <message>
            <source>Move to t&amp;rash</source>
            <translation>In den Pap&amp;ierkorb</translation>
        </message>
        <message>
            <source>Show or &amp;hide {0}</source>
            <translation>{0} zeigen oder &amp;verbergen</translation>
        </message>
        <message>
            <source>&amp;Describe now</source>
            <translation>Jetzt &amp;beschreiben</translation>
        </message>
        <message>
            <source>Sort b&amp;y</source>
            <translation>Sortieren n&amp;ach</translation>
        </message>
        <message>
            <source>&amp;Group by</source>
            <translation>&amp;Gruppieren nach</translation>
        </message>
        <message>
            <source>{0} ({1})</source>
            <translation>{0} ({1})</translation>
        </message>
        <message>
            <source>Open &amp;with…</source>
            <translation>&amp;Öffnen mit…</translation>
        </message>
        <message>
            <source>Open &amp;with</source>
            <translation>&amp;Öffnen mit</translation>
        </message>
        <message>
            <source>Looking for programs…</source>
            <translation>Programme werden gesucht…</translation>
        </message>
        <message>
            <source>No program for this type is known</source>
            <translation>Für diesen Typ ist kein Programm bekannt</translation>
        </message>
        <message>
            <source>Rat&amp;ing</source>
            <translation>Bewer&amp;tung</translation>
        </message>
        <message>
            <source>&amp;Tags</source>
            <translation>Sc&amp;hlagwörter</translation>
        </message>
        <message>
            <source>Remove “{0}”</source>
            <translation>„{0}“ entfernen</translation>
        </message>
        <message>
            <source>E&amp;xclude the folder “{0}”</source>
            <translation>Or&amp;dner „{0}“ ausschließen</translation>
        </message>
        <message>
            <source>E&amp;xclude these {0} folders</source>
            <translation>Diese {0} Or&amp;dner ausschließen</translation>
        </message>
        <message>
            <source>No rating</source>
            <translation>Keine Bewertung</translation>
        </message>
        <message>
            <source>Rejected</source>
            <translation>Abgelehnt</translation>
        </message>
        <message>
            <source>its drive is not connected</source>
            <translation>das Laufwerk ist nicht verbunden</translation>
        </message>
        <message>
            <source>not connected now</source>
            <translation>gerade nicht verbunden</translation>
        </message>
        <message>
            <source>only its name is known; choose “Describe now” first</source>
            <translation>nur der Name ist bekannt; zuerst „Jetzt beschreiben“ wählen</translation>
        </message>
        <message>
            <source>once it is described</source>
            <translation>sobald es beschrieben ist</translation>
        </message>
        <message>
            <source>one photo at a time</source>
            <translation>ein Foto auf einmal</translation>
        </message>
        <message>
            <source>{0}: {1}</source>
            <translation>{0}: {1}</translation>
        </message>
    </context>
    <context>
        <name>PhotoWishes</name>
        <message>
            <source>File copied</source>
            <translation>Datei kopiert</translation>
        </message>
        <message>
            <source>{0} files copied</source>
            <translation>{0} Dateien kopiert</translation>
        </message>
        <message>
            <source>Path copied</source>
            <translation>Pfad kopiert</translation>
        </message>
        <message>
            <source>{0} paths copied</source>
            <translation>{0} Pfade kopiert</translation>
        </message>
    </context>
    <context>
        <name>Preview</name>
        <message>
            <source>Preview</source>
            <translation>Vorschau</translation>
        </message>
        <message>
            <source>Choose a photo to see it here.</source>
            <translation>Ein Foto wählen, um es hier zu sehen.</translation>
        </message>
        <message>
            <source>The file cannot be read now: {0}</source>
            <translation>Die Datei kann jetzt nicht gelesen werden: {0}</translation>
        </message>
    </context>
    <context>
        <name>PrivacyPage</name>
        <message>
            <source>Everything happens on this computer. Snowline uses no network: no photo, no search and no figure leaves your machine. Your photos are never changed.</source>
            <translation>Alles geschieht auf diesem Computer. Snowline verwendet kein Netz: Kein Foto, keine Suche und keine Zahl verlässt ihn. Die Fotos werden nie verändert.</translation>
        </message>
        <message>
            <source>What is stored where</source>
            <translation>Was wo gespeichert ist</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Was</translation>
        </message>
        <message>
            <source>Where</source>
            <translation>Wo</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Open in file manager</source>
            <translation>Im Dateimanager öffnen</translation>
        </message>
        <message>
            <source>data files location disk space size path folder database catalogue log</source>
            <translation>daten dateien speicherort platte platz größe pfad ordner datenbank katalog protokoll</translation>
        </message>
        <message>
            <source>Remember searches</source>
            <translation>Suchen merken</translation>
        </message>
        <message>
            <source>To offer them again while you type, and to compare models by them. They stay on this computer.</source>
            <translation>Um sie beim Tippen wieder anzubieten und Modelle daran zu vergleichen. Sie bleiben auf diesem Computer.</translation>
        </message>
        <message>
            <source>history queries recent suggestions log</source>
            <translation>verlauf anfragen zuletzt vorschläge protokoll</translation>
        </message>
        <message>
            <source>Clear history</source>
            <translation>Verlauf leeren</translation>
        </message>
        <message>
            <source>History of searches</source>
            <translation>Verlauf der Suchen</translation>
        </message>
        <message>
            <source>Searches that you saved under a name stay.</source>
            <translation>Unter einem Namen gespeicherte Suchen bleiben.</translation>
        </message>
        <message>
            <source>delete recent queries forget clear</source>
            <translation>löschen zuletzt anfragen vergessen leeren</translation>
        </message>
        <message>
            <source>Share thumbnails with the file manager</source>
            <translation>Vorschaubilder mit dem Dateimanager teilen</translation>
        </message>
        <message>
            <source>Small pictures that Snowline draws are put where other programs of this desktop find them too.</source>
            <translation>Kleine Bilder, die Snowline zeichnet, werden dort abgelegt, wo auch andere Programme dieses Desktops sie finden.</translation>
        </message>
        <message>
            <source>desktop cache freedesktop other programs</source>
            <translation>desktop zwischenspeicher freedesktop andere programme</translation>
        </message>
        <message>
            <source>Go to folders</source>
            <translation>Zu den Ordnern</translation>
        </message>
        <message>
            <source>Forget a folder</source>
            <translation>Einen Ordner vergessen</translation>
        </message>
        <message>
            <source>Takes a folder out of the library; if you want, with all that is known of its photos.</source>
            <translation>Nimmt einen Ordner aus der Bibliothek; auf Wunsch mit allem, was über seine Fotos bekannt ist.</translation>
        </message>
        <message>
            <source>remove delete erase directory</source>
            <translation>entfernen löschen verzeichnis</translation>
        </message>
        <message>
            <source>Clear all…</source>
            <translation>Alles löschen…</translation>
        </message>
        <message>
            <source>Clear all</source>
            <translation>Alles löschen</translation>
        </message>
        <message>
            <source>Removes the library with all descriptions, your ratings, tags and captions, thumbnails, history and logs. Your photos and the sidecars beside them stay untouched.</source>
            <translation>Entfernt die Bibliothek mit allen Beschreibungen, Bewertungen, Schlagwörtern und Bildbeschreibungen, Vorschaubildern, Verlauf und Protokollen. Die Fotos und die Begleitdateien daneben bleiben unberührt.</translation>
        </message>
        <message>
            <source>delete everything reset erase wipe uninstall start again data</source>
            <translation>alles löschen zurücksetzen entfernen deinstallieren von vorn daten</translation>
        </message>
        <message>
            <source>Catalogue</source>
            <translation>Katalog</translation>
        </message>
        <message>
            <source>Photos, your ratings, tags and captions, what you changed</source>
            <translation>Fotos, eigene Bewertungen, Schlagwörter und Bildbeschreibungen, was geändert wurde</translation>
        </message>
        <message>
            <source>Descriptions</source>
            <translation>Beschreibungen</translation>
        </message>
        <message>
            <source>What the models say of photos, and copies of the models</source>
            <translation>Was die Modelle über Fotos sagen, und Kopien der Modelle</translation>
        </message>
        <message>
            <source>Index</source>
            <translation>Index</translation>
        </message>
        <message>
            <source>For quick searches</source>
            <translation>Für schnelle Suchen</translation>
        </message>
        <message>
            <source>Thumbnails</source>
            <translation>Vorschaubilder</translation>
        </message>
        <message>
            <source>The small pictures of the library</source>
            <translation>Die kleinen Bilder der Bibliothek</translation>
        </message>
        <message>
            <source>Shared thumbnails</source>
            <translation>Geteilte Vorschaubilder</translation>
        </message>
        <message>
            <source>Ours among those of the desktop</source>
            <translation>Die eigenen unter denen des Desktops</translation>
        </message>
        <message>
            <source>What was searched for</source>
            <translation>Wonach gesucht wurde</translation>
        </message>
        <message>
            <source>State of indexing</source>
            <translation>Stand des Indexierens</translation>
        </message>
        <message>
            <source>What is to be gone on with</source>
            <translation>Womit weitergemacht werden soll</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>These settings, and the layout of the window</source>
            <translation>Diese Einstellungen und die Aufteilung des Fensters</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>What went wrong</source>
            <translation>Was schiefging</translation>
        </message>
        <message>
            <source>Cache</source>
            <translation>Zwischenspeicher</translation>
        </message>
        <message>
            <source>What can be made again at any time</source>
            <translation>Was jederzeit neu erzeugt werden kann</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>nichts</translation>
        </message>
        <message>
            <source>The history of searches is empty.</source>
            <translation>Der Verlauf der Suchen ist leer.</translation>
        </message>
        <message>
            <source>Clear everything?</source>
            <translation>Alles löschen?</translation>
        </message>
        <message>
            <source>The library in {0} is removed, with everything that you said of your photos, all thumbnails, the history and the logs. This cannot be undone. To keep ratings, tags and captions, export them first. Your photos stay as they are.</source>
            <translation>Die Bibliothek in {0} wird entfernt, mit allem, was über die Fotos gesagt wurde, allen Vorschaubildern, dem Verlauf und den Protokollen. Das lässt sich nicht rückgängig machen. Um Bewertungen, Schlagwörter und Bildbeschreibungen zu behalten, sie vorher exportieren. Die Fotos bleiben, wie sie sind.</translation>
        </message>
        <message>
            <source>Yes, remove all of it</source>
            <translation>Ja, alles entfernen</translation>
        </message>
        <message>
            <source>Also set all settings back to their defaults</source>
            <translation>Auch alle Einstellungen auf ihre Vorgaben zurücksetzen</translation>
        </message>
    </context>
    <context>
        <name>ProblemLine</name>
        <message>
            <source>Use {0} instead</source>
            <translation>Stattdessen {0} verwenden</translation>
        </message>
    </context>
    <context>
        <name>QueryPicture</name>
        <message>
            <source>This picture cannot be searched by: there is no room for it on the disk.</source>
            <translation>Nach diesem Bild kann nicht gesucht werden: Auf dem Datenträger ist kein Platz dafür.</translation>
        </message>
    </context>
    <context>
        <name>RatingBar</name>
        <message>
            <source>Favourite</source>
            <translation>Favorit</translation>
        </message>
        <message>
            <source>Favourite (Ctrl+D)</source>
            <translation>Favorit (Strg+D)</translation>
        </message>
    </context>
    <context>
        <name>RenameDialog</name>
        <message>
            <source>Rename</source>
            <translation>Umbenennen</translation>
        </message>
        <message>
            <source>&amp;New name of this file:</source>
            <translation>&amp;Neuer Name dieser Datei:</translation>
        </message>
        <message>
            <source>The file itself gets this name, on the disk.</source>
            <translation>Die Datei selbst bekommt diesen Namen, auf dem Datenträger.</translation>
        </message>
    </context>
    <context>
        <name>RepairPage</name>
        <message>
            <source>Repair</source>
            <translation>Reparieren</translation>
        </message>
        <message>
            <source>Set it aside and begin a new one</source>
            <translation>Beiseitelegen und eine neue beginnen</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>Weiter</translation>
        </message>
        <message>
            <source>Show its folder</source>
            <translation>Ordner zeigen</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Stopp</translation>
        </message>
        <message>
            <source>Repairing your library</source>
            <translation>Die Bibliothek wird repariert</translation>
        </message>
        <message>
            <source>This takes a few minutes for a large library.</source>
            <translation>Das dauert bei einer großen Bibliothek einige Minuten.</translation>
        </message>
        <message>
            <source>Step {0}: {1}</source>
            <translation>Schritt {0}: {1}</translation>
        </message>
        <message>
            <source>The repair was stopped</source>
            <translation>Die Reparatur wurde angehalten</translation>
        </message>
        <message>
            <source>You can begin it again at any time.</source>
            <translation>Sie lässt sich jederzeit wieder beginnen.</translation>
        </message>
        <message>
            <source>Not everything could be mended</source>
            <translation>Nicht alles ließ sich beheben</translation>
        </message>
        <message>
            <source>Your library is mended</source>
            <translation>Die Bibliothek ist repariert</translation>
        </message>
        <message>
            <source>Nothing was wrong with it.</source>
            <translation>Es war nichts daran falsch.</translation>
        </message>
        <message>
            <source>The repair did not work</source>
            <translation>Die Reparatur ist nicht gelungen</translation>
        </message>
        <message>
            <source>Which folders were in it cannot be read; add them to the new library.</source>
            <translation>Welche Ordner darin waren, lässt sich nicht lesen; sie müssen der neuen Bibliothek wieder hinzugefügt werden.</translation>
        </message>
        <message>
            <source>Your library cannot be repaired</source>
            <translation>Die Bibliothek lässt sich nicht reparieren</translation>
        </message>
        <message>
            <source>It can be set aside: it is renamed, and nothing of it is deleted. {0}</source>
            <translation>Sie kann beiseitegelegt werden: sie wird umbenannt, nichts davon wird gelöscht. {0}</translation>
        </message>
        <message>
            <source>Kept are all your photos, with the stars, tags and captions that stand in them or in XMP files beside them, and your recent searches.</source>
            <translation>Erhalten bleiben alle Fotos mit den Sternen, Schlagwörtern und Bildunterschriften, die in ihnen oder in XMP-Dateien daneben stehen, und die letzten Suchen.</translation>
        </message>
        <message>
            <source>Lost are saved searches, and stars, favourites, tags and captions that you gave in Snowline and never wrote to XMP files.</source>
            <translation>Verloren gehen gespeicherte Suchen sowie Sterne, Favoriten, Schlagwörter und Bildunterschriften, die nur in Snowline vergeben und nie in XMP-Dateien geschrieben wurden.</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>Wird angehalten</translation>
        </message>
    </context>
    <context>
        <name>ResultsGrid</name>
        <message>
            <source>Search results</source>
            <translation>Suchergebnisse</translation>
        </message>
    </context>
    <context>
        <name>ResultsList</name>
        <message>
            <source>Search results</source>
            <translation>Suchergebnisse</translation>
        </message>
        <message>
            <source>{0} (no room now)</source>
            <translation>{0} (gerade kein Platz)</translation>
        </message>
        <message>
            <source>Size columns to &amp;fit</source>
            <translation>Spalten an&amp;passen</translation>
        </message>
    </context>
    <context>
        <name>ResultsModel</name>
        <message>
            <source>No longer in the library</source>
            <translation>Nicht mehr in der Bibliothek</translation>
        </message>
        <message>
            <source>Loading…</source>
            <translation>Wird geladen…</translation>
        </message>
    </context>
    <context>
        <name>ResultsView</name>
        <message>
            <source>Not all of the chosen photos can be read just now. Try again.</source>
            <translation>Nicht alle gewählten Fotos lassen sich gerade lesen. Bitte noch einmal versuchen.</translation>
        </message>
        <message>
            <source>Col&amp;umns</source>
            <translation>S&amp;palten</translation>
        </message>
        <message>
            <source>&amp;Larger pictures	Ctrl++</source>
            <translation>&amp;Größere Bilder	Strg++</translation>
        </message>
        <message>
            <source>S&amp;maller pictures	Ctrl+-</source>
            <translation>&amp;Kleinere Bilder	Strg+-</translation>
        </message>
        <message>
            <source>Relevance &amp;line</source>
            <translation>&amp;Relevanzgrenze</translation>
        </message>
        <message>
            <source>&amp;More photos	Alt+Down</source>
            <translation>&amp;Mehr Fotos	Alt+Pfeil ab</translation>
        </message>
        <message>
            <source>&amp;Fewer photos	Alt+Up</source>
            <translation>&amp;Weniger Fotos	Alt+Pfeil auf</translation>
        </message>
        <message>
            <source>&amp;Where it was	Alt+Home</source>
            <translation>Wo &amp;sie war	Alt+Pos1</translation>
        </message>
        <message>
            <source>Sort by relevance first: less likely photos stand between these.</source>
            <translation>Erst nach Relevanz sortieren: Weniger passende Fotos stehen dazwischen.</translation>
        </message>
    </context>
    <context>
        <name>SearchBar</name>
        <message>
            <source>Library</source>
            <translation>Bibliothek</translation>
        </message>
        <message>
            <source>Library (Ctrl+B)</source>
            <translation>Bibliothek (Strg+B)</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Back (Alt+Left)</source>
            <translation>Zurück (Alt+Pfeil links)</translation>
        </message>
        <message>
            <source>Add folder…</source>
            <translation>Ordner hinzufügen…</translation>
        </message>
        <message>
            <source>Add folder</source>
            <translation>Ordner hinzufügen</translation>
        </message>
        <message>
            <source>Add a folder with photos (Ctrl+O)</source>
            <translation>Einen Ordner mit Fotos hinzufügen (Strg+O)</translation>
        </message>
        <message>
            <source>Filters</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>Filters (Ctrl+Shift+F)</source>
            <translation>Filter (Strg+Umschalt+F)</translation>
        </message>
        <message>
            <source>List</source>
            <translation>Liste</translation>
        </message>
        <message>
            <source>List (Ctrl+1)</source>
            <translation>Liste (Strg+1)</translation>
        </message>
        <message>
            <source>Thumbnails</source>
            <translation>Vorschaubilder</translation>
        </message>
        <message>
            <source>Thumbnails (Ctrl+2)</source>
            <translation>Vorschaubilder (Strg+2)</translation>
        </message>
        <message>
            <source>Preview</source>
            <translation>Vorschau</translation>
        </message>
        <message>
            <source>Preview pane (Alt+P)</source>
            <translation>Vorschau (Alt+P)</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Settings (Ctrl+,)</source>
            <translation>Einstellungen (Strg+,)</translation>
        </message>
        <message>
            <source>Snowline fetches nothing from the web. Copy the picture itself there, and paste it here with Ctrl+V.</source>
            <translation>Snowline holt nichts aus dem Netz. Das Bild selbst dort kopieren und hier mit Strg+V einfügen.</translation>
        </message>
        <message>
            <source>Search your photos: snow on mountains</source>
            <translation>Fotos suchen: snow on mountains</translation>
        </message>
        <message>
            <source>Add words: at night, in the snow</source>
            <translation>Wörter hinzufügen: at night, in the snow</translation>
        </message>
    </context>
    <context>
        <name>SearchField</name>
        <message>
            <source>Search your photos</source>
            <translation>Fotos suchen</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>Leeren</translation>
        </message>
        <message>
            <source>Clear (Esc)</source>
            <translation>Leeren (Esc)</translation>
        </message>
        <message>
            <source>Search by the copied picture</source>
            <translation>Nach dem kopierten Bild suchen</translation>
        </message>
    </context>
    <context>
        <name>SearchPage</name>
        <message>
            <source>How strict a search is</source>
            <translation>Wie streng gesucht wird</translation>
        </message>
        <message>
            <source>Where the relevance line lies: what is below it is only shown when you ask for unlikely matches.</source>
            <translation>Wo die Relevanzgrenze liegt: Was darunter ist, wird nur gezeigt, wenn auch kaum passende Treffer gewünscht sind.</translation>
        </message>
        <message>
            <source>relevance threshold line accuracy precision recall generous strict more fewer results junk</source>
            <translation>relevanz schwelle grenze genauigkeit trefferquote großzügig streng mehr weniger ergebnisse</translation>
        </message>
        <message>
            <source>How matches are told from others</source>
            <translation>Wie Treffer von anderen unterschieden werden</translation>
        </message>
        <message>
            <source>By all evidence: captions, looks, names and tags are weighed for each search anew. By one fixed distance: only captions count, with the threshold of the published method; for comparing.</source>
            <translation>Nach allen Hinweisen: Bildbeschreibungen, Aussehen, Namen und Schlagwörter werden für jede Suche neu abgewogen. Nach einem festen Abstand: Nur Bildbeschreibungen zählen, mit der Schwelle des veröffentlichten Verfahrens; zum Vergleichen.</translation>
        </message>
        <message>
            <source>By all evidence</source>
            <translation>Nach allen Hinweisen</translation>
        </message>
        <message>
            <source>By one fixed distance</source>
            <translation>Nach einem festen Abstand</translation>
        </message>
        <message>
            <source>relevance policy published threshold method science caption distance</source>
            <translation>relevanz verfahren veröffentlicht schwelle methode wissenschaft bildbeschreibung abstand</translation>
        </message>
        <message>
            <source>Language of dates and sizes in a search</source>
            <translation>Sprache von Daten und Größen in einer Suche</translation>
        </message>
        <message>
            <source>Besides English, which is always understood: “letzten Sommer”, “größer als 5 MB”.</source>
            <translation>Neben Englisch, das immer verstanden wird: „letzten Sommer“, „größer als 5 MB“.</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <source>Only English</source>
            <translation>Nur Englisch</translation>
        </message>
        <message>
            <source>German</source>
            <translation>Deutsch</translation>
        </message>
        <message>
            <source>French</source>
            <translation>Französisch</translation>
        </message>
        <message>
            <source>Spanish</source>
            <translation>Spanisch</translation>
        </message>
        <message>
            <source>query words understand locale date month weekday</source>
            <translation>anfrage wörter verstehen sprache datum monat wochentag</translation>
        </message>
        <message>
            <source>When summer is</source>
            <translation>Wann Sommer ist</translation>
        </message>
        <message>
            <source>For “last summer” and the other seasons.</source>
            <translation>Für „letzten Sommer“ und die anderen Jahreszeiten.</translation>
        </message>
        <message>
            <source>Where this computer is</source>
            <translation>Wo dieser Computer ist</translation>
        </message>
        <message>
            <source>June to August (northern hemisphere)</source>
            <translation>Juni bis August (Nordhalbkugel)</translation>
        </message>
        <message>
            <source>December to February (southern hemisphere)</source>
            <translation>Dezember bis Februar (Südhalbkugel)</translation>
        </message>
        <message>
            <source>hemisphere season winter spring autumn Australia</source>
            <translation>halbkugel jahreszeit winter frühling herbst australien</translation>
        </message>
    </context>
    <context>
        <name>Setting</name>
        <message>
            <source>Back to default</source>
            <translation>Zurück zur Vorgabe</translation>
        </message>
        <message>
            <source>Back to default: {0}</source>
            <translation>Zurück zur Vorgabe: {0}</translation>
        </message>
    </context>
    <context>
        <name>SettingsWindow</name>
        <message>
            <source>Settings – Snowline</source>
            <translation>Einstellungen – Snowline</translation>
        </message>
        <message>
            <source>Find a setting</source>
            <translation>Einstellung suchen</translation>
        </message>
        <message>
            <source>Find a setting (Ctrl+F)</source>
            <translation>Einstellung suchen (Strg+F)</translation>
        </message>
        <message>
            <source>Pages of settings</source>
            <translation>Seiten der Einstellungen</translation>
        </message>
        <message>
            <source>{0}, on the page {1}</source>
            <translation>{0}, auf der Seite {1}</translation>
        </message>
        <message>
            <source>No setting is called that.</source>
            <translation>Keine Einstellung heißt so.</translation>
        </message>
    </context>
    <context>
        <name>Shelving</name>
        <message>
            <source>Recent searches forgotten</source>
            <translation>Letzte Suchen vergessen</translation>
        </message>
    </context>
    <context>
        <name>ShortcutsPage</name>
        <message>
            <source>Click into a field and press the keys that you want.</source>
            <translation>In ein Feld klicken und die gewünschten Tasten drücken.</translation>
        </message>
        <message>
            <source>For the chosen photos</source>
            <translation>Für die ausgewählten Fotos</translation>
        </message>
        <message>
            <source>All keys</source>
            <translation>Alle Tasten</translation>
        </message>
        <message>
            <source>Keys that stay as they are</source>
            <translation>Tasten, die bleiben, wie sie sind</translation>
        </message>
        <message>
            <source>What it does</source>
            <translation>Was sie tut</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Taste</translation>
        </message>
        <message>
            <source>In the results, and in the view on the whole screen.</source>
            <translation>In den Treffern und in der Ansicht auf dem ganzen Bildschirm.</translation>
        </message>
        <message>
            <source>Set all keys back</source>
            <translation>Alle Tasten zurücksetzen</translation>
        </message>
        <message>
            <source>Set back</source>
            <translation>Zurücksetzen</translation>
        </message>
        <message>
            <source>Gives every action the key that Snowline came with.</source>
            <translation>Gibt jeder Aktion die Taste, mit der Snowline kam.</translation>
        </message>
        <message>
            <source>reset defaults shortcut key keyboard</source>
            <translation>zurücksetzen vorgaben tastenkürzel taste tastatur</translation>
        </message>
        <message>
            <source>Key for: {0}</source>
            <translation>Taste für: {0}</translation>
        </message>
        <message>
            <source>shortcut key keyboard hotkey accelerator</source>
            <translation>tastenkürzel taste tastatur kurzbefehl</translation>
        </message>
        <message>
            <source>Out of what is typed, chosen or opened</source>
            <translation>Heraus aus dem, was getippt, gewählt oder geöffnet ist</translation>
        </message>
        <message>
            <source>Move the relevance line</source>
            <translation>Relevanzgrenze verschieben</translation>
        </message>
        <message>
            <source>Relevance line as in the settings</source>
            <translation>Relevanzgrenze wie in den Einstellungen</translation>
        </message>
        <message>
            <source>Larger and smaller</source>
            <translation>Größer und kleiner</translation>
        </message>
        <message>
            <source>Next and previous photo, on the whole screen</source>
            <translation>Nächstes und voriges Foto, bildschirmfüllend</translation>
        </message>
        <message>
            <source>What is known of a photo, on the whole screen</source>
            <translation>Was über ein Foto bekannt ist, bildschirmfüllend</translation>
        </message>
        <message>
            <source>Also {0}</source>
            <translation>Auch {0}</translation>
        </message>
        <message>
            <source>No key</source>
            <translation>Keine Taste</translation>
        </message>
    </context>
    <context>
        <name>Sidebar</name>
        <message>
            <source>Library</source>
            <translation>Bibliothek</translation>
        </message>
        <message>
            <source>Save this search</source>
            <translation>Diese Suche speichern</translation>
        </message>
        <message>
            <source>Save this search (Ctrl+S)</source>
            <translation>Diese Suche speichern (Strg+S)</translation>
        </message>
        <message>
            <source>All photos</source>
            <translation>Alle Fotos</translation>
        </message>
        <message>
            <source>Favourites</source>
            <translation>Favoriten</translation>
        </message>
        <message>
            <source>On this day</source>
            <translation>An diesem Tag</translation>
        </message>
        <message>
            <source>Saved searches</source>
            <translation>Gespeicherte Suchen</translation>
        </message>
        <message>
            <source>Recent</source>
            <translation>Zuletzt gesucht</translation>
        </message>
        <message>
            <source>Drives and folders</source>
            <translation>Laufwerke und Ordner</translation>
        </message>
        <message>
            <source>Skipped files</source>
            <translation>Übersprungene Dateien</translation>
        </message>
        <message>
            <source>Excluded</source>
            <translation>Ausgeschlossen</translation>
        </message>
        <message>
            <source>None yet</source>
            <translation>Noch keine</translation>
        </message>
        <message>
            <source>Search for something, then save it with the button above.</source>
            <translation>Etwas suchen und dann mit dem Knopf oben speichern.</translation>
        </message>
        <message>
            <source>Photos of this day in earlier years</source>
            <translation>Fotos dieses Tages aus früheren Jahren</translation>
        </message>
        <message>
            <source>{0} new</source>
            <translation>{0} neu</translation>
        </message>
        <message>
            <source>Add folder…</source>
            <translation>Ordner hinzufügen…</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Anzeigen</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Suchen</translation>
        </message>
        <message>
            <source>Rename…</source>
            <translation>Umbenennen…</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Forget recent searches</source>
            <translation>Letzte Suchen vergessen</translation>
        </message>
        <message>
            <source>Describe now</source>
            <translation>Jetzt beschreiben</translation>
        </message>
        <message>
            <source>Index again</source>
            <translation>Neu indexieren</translation>
        </message>
        <message>
            <source>Go on indexing</source>
            <translation>Weiter indexieren</translation>
        </message>
        <message>
            <source>Pause indexing</source>
            <translation>Indexieren anhalten</translation>
        </message>
        <message>
            <source>Show in file manager</source>
            <translation>Im Dateimanager zeigen</translation>
        </message>
        <message>
            <source>Exclude this folder</source>
            <translation>Diesen Ordner ausschließen</translation>
        </message>
        <message>
            <source>Forget this folder…</source>
            <translation>Diesen Ordner vergessen…</translation>
        </message>
        <message>
            <source>Forget this drive…</source>
            <translation>Dieses Laufwerk vergessen…</translation>
        </message>
        <message>
            <source>Forget a folder</source>
            <translation>Ordner vergessen</translation>
        </message>
        <message>
            <source>Forget a drive</source>
            <translation>Laufwerk vergessen</translation>
        </message>
        <message>
            <source>Forget {0}?</source>
            <translation>{0} vergessen?</translation>
        </message>
        <message>
            <source>Its photos are no longer found here. The files stay where they are, and nothing in them changes. Ratings, tags and descriptions are kept: they come back when you add it again, or with Ctrl+Z.</source>
            <translation>Die Fotos darin werden hier nicht mehr gefunden. Die Dateien bleiben, wo sie sind, und nichts daran ändert sich. Bewertungen, Schlagwörter und Beschreibungen werden behalten: Sie kommen beim erneuten Hinzufügen oder mit Strg+Z zurück.</translation>
        </message>
        <message>
            <source>Forget</source>
            <translation>Vergessen</translation>
        </message>
    </context>
    <context>
        <name>SizeField</name>
        <message>
            <source>any</source>
            <translation>beliebig</translation>
        </message>
        <message>
            <source>{0}: unit</source>
            <translation>{0}: Einheit</translation>
        </message>
    </context>
    <context>
        <name>SizeSlider</name>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Drag the ends to choose from which size to which</source>
            <translation>An den Enden ziehen, um zu wählen, von welcher Größe bis zu welcher</translation>
        </message>
    </context>
    <context>
        <name>SkippedModel</name>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Grund</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Wann</translation>
        </message>
    </context>
    <context>
        <name>SkippedPage</name>
        <message>
            <source>Skipped</source>
            <translation>Übersprungen</translation>
        </message>
        <message>
            <source>Excluded</source>
            <translation>Ausgeschlossen</translation>
        </message>
        <message>
            <source>Back to the photos</source>
            <translation>Zurück zu den Fotos</translation>
        </message>
        <message>
            <source>Reasons</source>
            <translation>Gründe</translation>
        </message>
        <message>
            <source>Skipped files</source>
            <translation>Übersprungene Dateien</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Noch einmal versuchen</translation>
        </message>
        <message>
            <source>Try all of this reason again</source>
            <translation>Alle mit diesem Grund noch einmal versuchen</translation>
        </message>
        <message>
            <source>Exclude file</source>
            <translation>Datei ausschließen</translation>
        </message>
        <message>
            <source>Exclude folder</source>
            <translation>Ordner ausschließen</translation>
        </message>
        <message>
            <source>Show in file manager</source>
            <translation>Im Dateimanager zeigen</translation>
        </message>
        <message>
            <source>Copy list</source>
            <translation>Liste kopieren</translation>
        </message>
        <message>
            <source>Let in again</source>
            <translation>Wieder zulassen</translation>
        </message>
        <message>
            <source>{0} could not be used. Everything else can be found.</source>
            <translation>Nicht verwendbar: {0}. Alles andere wird gefunden.</translation>
        </message>
        <message>
            <source>Nothing was skipped</source>
            <translation>Nichts wurde übersprungen</translation>
        </message>
        <message>
            <source>Snowline leaves these files and folders alone, because you said so.</source>
            <translation>Snowline lässt diese Dateien und Ordner in Ruhe, weil es so gewünscht wurde.</translation>
        </message>
        <message>
            <source>Nothing is excluded</source>
            <translation>Nichts ist ausgeschlossen</translation>
        </message>
    </context>
    <context>
        <name>StartPage</name>
        <message>
            <source>Use my Pictures</source>
            <translation>Meine Bilder verwenden</translation>
        </message>
        <message>
            <source>Choose a folder…</source>
            <translation>Ordner wählen…</translation>
        </message>
        <message>
            <source>Nothing leaves this computer.</source>
            <translation>Nichts verlässt diesen Computer.</translation>
        </message>
        <message>
            <source>Opening your library</source>
            <translation>Die Bibliothek wird geöffnet</translation>
        </message>
        <message>
            <source>What are you looking for?</source>
            <translation>Was wird gesucht?</translation>
        </message>
        <message>
            <source>Looking at your photos</source>
            <translation>Die Fotos werden angesehen</translation>
        </message>
        <message>
            <source>You can search as soon as the first ones are indexed.</source>
            <translation>Suchen geht, sobald die ersten indexiert sind.</translation>
        </message>
        <message>
            <source>Drop your photos here</source>
            <translation>Fotos hier ablegen</translation>
        </message>
        <message>
            <source>Snowline looks at every photo once. Then you find each of them by saying what is in it. Your files stay where they are.</source>
            <translation>Snowline sieht jedes Foto einmal an. Danach ist jedes zu finden, indem man sagt, was darauf ist. Die Dateien bleiben, wo sie sind.</translation>
        </message>
    </context>
    <context>
        <name>StatusLine</name>
        <message>
            <source>Indexing progress</source>
            <translation>Fortschritt des Indexierens</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Stopp</translation>
        </message>
        <message>
            <source>Stop; what is indexed stays</source>
            <translation>Stoppen; was indexiert ist, bleibt</translation>
        </message>
        <message>
            <source>Continue anyway</source>
            <translation>Trotzdem fortfahren</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Noch einmal versuchen</translation>
        </message>
        <message>
            <source>Show skipped files</source>
            <translation>Übersprungene Dateien zeigen</translation>
        </message>
        <message>
            <source>Background work</source>
            <translation>Hintergrundarbeit</translation>
        </message>
        <message>
            <source>Stopping; what is indexed stays</source>
            <translation>Wird gestoppt; was indexiert ist, bleibt</translation>
        </message>
        <message>
            <source>Looking for photos</source>
            <translation>Fotos werden gesucht</translation>
        </message>
        <message>
            <source>Paused · {0}</source>
            <translation>Angehalten · {0}</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Fortsetzen</translation>
        </message>
    </context>
    <context>
        <name>StrictnessSlider</name>
        <message>
            <source>How strict a search is</source>
            <translation>Wie streng gesucht wird</translation>
        </message>
        <message>
            <source>Generous</source>
            <translation>Großzügig</translation>
        </message>
        <message>
            <source>Strict</source>
            <translation>Streng</translation>
        </message>
        <message>
            <source>Shows nearly everything that could be meant, with many wrong ones</source>
            <translation>Zeigt fast alles, was gemeint sein könnte, auch viel Falsches</translation>
        </message>
        <message>
            <source>Shows more, with some wrong ones</source>
            <translation>Zeigt mehr, auch einiges Falsche</translation>
        </message>
        <message>
            <source>Balanced</source>
            <translation>Ausgewogen</translation>
        </message>
        <message>
            <source>Shows fewer, of which more are right</source>
            <translation>Zeigt weniger, davon mehr Richtiges</translation>
        </message>
        <message>
            <source>Shows only what is almost certain, and misses much</source>
            <translation>Zeigt nur fast Sicheres und lässt viel aus</translation>
        </message>
    </context>
    <context>
        <name>SuggestionList</name>
        <message>
            <source>Suggestions</source>
            <translation>Vorschläge</translation>
        </message>
    </context>
    <context>
        <name>TablePreview</name>
        <message>
            <source>Read a table</source>
            <translation>Tabelle lesen</translation>
        </message>
        <message>
            <source>Examples</source>
            <translation>Beispiele</translation>
        </message>
        <message>
            <source>Photo or line</source>
            <translation>Foto oder Zeile</translation>
        </message>
        <message>
            <source>Yours</source>
            <translation>Eigenes</translation>
        </message>
        <message>
            <source>In the file</source>
            <translation>In der Datei</translation>
        </message>
        <message>
            <source>Keep mine where both say something else; add what is new</source>
            <translation>Eigenes behalten, wo beide etwas anderes sagen; Neues hinzufügen</translation>
        </message>
        <message>
            <source>Take the file's where both say something else</source>
            <translation>Das der Datei nehmen, wo beide etwas anderes sagen</translation>
        </message>
        <message>
            <source>One step takes all of it back.</source>
            <translation>Ein Schritt nimmt alles zurück.</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>Importieren</translation>
        </message>
        <message numerus="yes">
            <source>Found: %Ln photo(s), {0} unknown</source>
            <translation>
                <numerusform>Gefunden: %Ln Foto, {0} unbekannt</numerusform>
                <numerusform>Gefunden: %Ln Fotos, {0} unbekannt</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The same as yours: %Ln photo(s)</source>
            <translation>
                <numerusform>Wie Eigenes: %Ln Foto</numerusform>
                <numerusform>Wie Eigenes: %Ln Fotos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Something new: %Ln photo(s)</source>
            <translation>
                <numerusform>Etwas Neues: %Ln Foto</numerusform>
                <numerusform>Etwas Neues: %Ln Fotos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Different from yours: %Ln photo(s)</source>
            <translation>
                <numerusform>Anders als Eigenes: %Ln Foto</numerusform>
                <numerusform>Anders als Eigenes: %Ln Fotos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Passed over, as they cannot be read: %Ln line(s)</source>
            <translation>
                <numerusform>Übergangen, weil nicht lesbar: %Ln Zeile</numerusform>
                <numerusform>Übergangen, weil nicht lesbar: %Ln Zeilen</numerusform>
            </translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>line {0}</source>
            <translation>Zeile {0}</translation>
        </message>
        <message>
            <source>favourite</source>
            <translation>Favorit</translation>
        </message>
        <message>
            <source>no favourite</source>
            <translation>kein Favorit</translation>
        </message>
    </context>
    <context>
        <name>TagDialog</name>
        <message>
            <source>Add tags</source>
            <translation>Schlagwörter hinzufügen</translation>
        </message>
        <message>
            <source>&amp;Tags for {0}, with a comma between several:</source>
            <translation>&amp;Schlagwörter für {0}, mehrere durch Kommas getrennt:</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>Hinzufügen</translation>
        </message>
    </context>
    <context>
        <name>TagEditor</name>
        <message>
            <source>Add a tag…</source>
            <translation>Schlagwort hinzufügen…</translation>
        </message>
        <message>
            <source>Add tags to this photo</source>
            <translation>Diesem Foto Schlagwörter hinzufügen</translation>
        </message>
        <message>
            <source>Tags, with a comma between several</source>
            <translation>Schlagwörter, mehrere durch Kommas getrennt</translation>
        </message>
        <message>
            <source>Tags to add, with a comma between several</source>
            <translation>Neue Schlagwörter, mehrere durch Kommas getrennt</translation>
        </message>
    </context>
    <context>
        <name>Tray</name>
        <message>
            <source>Open Snowline</source>
            <translation>Snowline öffnen</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <source>Looking for photos</source>
            <translation>Fotos werden gesucht</translation>
        </message>
        <message>
            <source>Nothing to do</source>
            <translation>Nichts zu tun</translation>
        </message>
        <message>
            <source>Snowline, paused
{0}</source>
            <translation>Snowline, angehalten
{0}</translation>
        </message>
        <message>
            <source>Snowline
{0}</source>
            <translation>Snowline
{0}</translation>
        </message>
        <message>
            <source>Go on indexing</source>
            <translation>Weiter indexieren</translation>
        </message>
        <message>
            <source>Pause indexing</source>
            <translation>Indexieren anhalten</translation>
        </message>
    </context>
    <context>
        <name>TwoPartBar</name>
        <message>
            <source>Memory</source>
            <translation>Arbeitsspeicher</translation>
        </message>
    </context>
    <context>
        <name>Viewer</name>
        <message>
            <source>Photo</source>
            <translation>Foto</translation>
        </message>
        <message>
            <source>About this photo</source>
            <translation>Über dieses Foto</translation>
        </message>
        <message>
            <source>The file cannot be read now: {0}</source>
            <translation>Die Datei kann jetzt nicht gelesen werden: {0}</translation>
        </message>
    </context>
    <context>
        <name>Viewing</name>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} von {1}</translation>
        </message>
    </context>
    <context>
        <name>Window</name>
        <message>
            <source>{0} – Snowline</source>
            <translation>{0} – Snowline</translation>
        </message>
        <message>
            <source>Add a folder with photos</source>
            <translation>Ordner mit Fotos hinzufügen</translation>
        </message>
        <message>
            <source>Your library is not there. Bring it back first, or begin a new one.</source>
            <translation>Die Bibliothek ist nicht da. Sie muss erst zurück sein, oder eine neue muss begonnen werden.</translation>
        </message>
    </context>
    <context>
        <name>about</name>
        <message>
            <source>Not described yet; found by its name and place.</source>
            <translation>Noch nicht beschrieben; nach Name und Ort gefunden.</translation>
        </message>
        <message>
            <source>a drive</source>
            <translation>einem Laufwerk</translation>
        </message>
        <message>
            <source>On {0}, which is not connected.</source>
            <translation>Auf {0}, gerade nicht verbunden.</translation>
        </message>
        <message>
            <source>On {0}, which is not connected, last seen {1}.</source>
            <translation>Auf {0}, gerade nicht verbunden, zuletzt gesehen am {1}.</translation>
        </message>
    </context>
    <context>
        <name>arranging</name>
        <message>
            <source>Nothing</source>
            <translation>Nichts</translation>
        </message>
        <message>
            <source>Day</source>
            <translation>Tag</translation>
        </message>
        <message>
            <source>Drive</source>
            <translation>Laufwerk</translation>
        </message>
        <message>
            <source>{0}, {1}</source>
            <translation>{0}, {1}</translation>
        </message>
        <message>
            <source>By day</source>
            <translation>Nach Tag</translation>
        </message>
        <message>
            <source>Grouped by day</source>
            <translation>Nach Tag gruppiert</translation>
        </message>
        <message>
            <source>By drive</source>
            <translation>Nach Laufwerk</translation>
        </message>
        <message>
            <source>Grouped by drive</source>
            <translation>Nach Laufwerk gruppiert</translation>
        </message>
        <message>
            <source>No groups</source>
            <translation>Keine Gruppen</translation>
        </message>
        <message>
            <source>Not grouped</source>
            <translation>Nicht gruppiert</translation>
        </message>
    </context>
    <context>
        <name>changes</name>
        <message numerus="yes">
            <source>%Ln file(s) will be tried again</source>
            <translation>
                <numerusform>%Ln Datei wird noch einmal versucht</numerusform>
                <numerusform>%Ln Dateien werden noch einmal versucht</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln photo(s) will be described again</source>
            <translation>
                <numerusform>%Ln Foto wird neu beschrieben</numerusform>
                <numerusform>%Ln Fotos werden neu beschrieben</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln photo(s) will be described</source>
            <translation>
                <numerusform>%Ln Foto wird beschrieben</numerusform>
                <numerusform>%Ln Fotos werden beschrieben</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing was changed since this window was opened. Once more undoes: {0}, {1}</source>
            <translation>Seit dieses Fenster geöffnet wurde, wurde nichts geändert. Noch einmal macht rückgängig: {0}, {1}</translation>
        </message>
        <message>
            <source>Undone: {0}</source>
            <translation>Rückgängig: {0}</translation>
        </message>
        <message>
            <source>Done again: {0}</source>
            <translation>Wiederholt: {0}</translation>
        </message>
        <message>
            <source>This can be done once the photo is described.</source>
            <translation>Das geht, sobald das Foto beschrieben ist.</translation>
        </message>
        <message>
            <source>Nothing to change: it is so already.</source>
            <translation>Nichts zu ändern: Es ist schon so.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln of these photos stay(s): there is another file of it</source>
            <translation>
                <numerusform>%Ln dieser Fotos bleibt: Es gibt eine weitere Datei davon</numerusform>
                <numerusform>%Ln dieser Fotos bleiben: Es gibt weitere Dateien davon</numerusform>
            </translation>
        </message>
        <message>
            <source>{0} is gone from {1}; the same photo stays in {2}</source>
            <translation>{0} ist nicht mehr in {1}; dasselbe Foto bleibt in {2}</translation>
        </message>
        <message>
            <source>that is the file in {0}; the same photo in {1} keeps its name</source>
            <translation>das ist die Datei in {0}; dasselbe Foto in {1} behält seinen Namen</translation>
        </message>
        <message>
            <source>“{0}”</source>
            <translation>„{0}“</translation>
        </message>
        <message numerus="yes">
            <source>{0} and %Ln more place(s)</source>
            <translation>
                <numerusform>{0} und an %Ln weiteren Stelle</numerusform>
                <numerusform>{0} und an %Ln weiteren Stellen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{0} stays: {1} (and %Ln more).</source>
            <translation>
                <numerusform>{0} bleibt: {1} (und %Ln weitere).</numerusform>
                <numerusform>{0} bleibt: {1} (und %Ln weitere).</numerusform>
            </translation>
        </message>
        <message>
            <source>{0} stays: {1}.</source>
            <translation>{0} bleibt: {1}.</translation>
        </message>
        <message>
            <source>{0} ({1})</source>
            <translation>{0} ({1})</translation>
        </message>
        <message>
            <source>{0} · Ctrl+Z undoes it</source>
            <translation>{0} · Strg+Z macht es rückgängig</translation>
        </message>
        <message numerus="yes">
            <source>{0} · %Ln not: {1}</source>
            <translation>
                <numerusform>{0} · %Ln nicht: {1}</numerusform>
                <numerusform>{0} · %Ln nicht: {1}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{0} · %Ln changed again since, and stay as they are</source>
            <translation>
                <numerusform>{0} · %Ln wurde seither wieder geändert und bleibt so</numerusform>
                <numerusform>{0} · %Ln wurden seither wieder geändert und bleiben so</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>columns</name>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Typ</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>Datum</translation>
        </message>
        <message>
            <source>Drive</source>
            <translation>Laufwerk</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Rating</source>
            <translation>Bewertung</translation>
        </message>
        <message>
            <source>Relevance</source>
            <translation>Relevanz</translation>
        </message>
        <message>
            <source>Caption</source>
            <translation>Bildbeschreibung</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>Ort</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>best first</source>
            <translation>beste zuerst</translation>
        </message>
        <message>
            <source>least sure first</source>
            <translation>unsicherste zuerst</translation>
        </message>
        <message>
            <source>newest first</source>
            <translation>neueste zuerst</translation>
        </message>
        <message>
            <source>oldest first</source>
            <translation>älteste zuerst</translation>
        </message>
        <message>
            <source>largest first</source>
            <translation>größte zuerst</translation>
        </message>
        <message>
            <source>smallest first</source>
            <translation>kleinste zuerst</translation>
        </message>
        <message>
            <source>best rated first</source>
            <translation>bestbewertete zuerst</translation>
        </message>
        <message>
            <source>lowest rated first</source>
            <translation>niedrigste Bewertung zuerst</translation>
        </message>
        <message>
            <source>Z to A</source>
            <translation>Z bis A</translation>
        </message>
        <message>
            <source>A to Z</source>
            <translation>A bis Z</translation>
        </message>
    </context>
    <context>
        <name>delegates</name>
        <message>
            <source>No picture</source>
            <translation>Kein Bild</translation>
        </message>
        <message>
            <source>Drive not connected</source>
            <translation>Laufwerk nicht verbunden</translation>
        </message>
        <message>
            <source>Found by name only</source>
            <translation>Nur nach Namen gefunden</translation>
        </message>
        <message>
            <source>Waits to be described</source>
            <translation>Wartet auf die Beschreibung</translation>
        </message>
        <message>
            <source>No longer in the library</source>
            <translation>Nicht mehr in der Bibliothek</translation>
        </message>
    </context>
    <context>
        <name>desktop</name>
        <message>
            <source>No program is set up to open {0}.</source>
            <translation>Zum Öffnen von {0} ist kein Programm eingerichtet.</translation>
        </message>
        <message>
            <source>No file manager could be opened. The file is in {0}</source>
            <translation>Es ließ sich kein Dateimanager öffnen. Die Datei liegt in {0}</translation>
        </message>
        <message>
            <source>Open {0} with:</source>
            <translation>{0} öffnen mit:</translation>
        </message>
        <message>
            <source>No file manager could be opened to show {0}</source>
            <translation>Es ließ sich kein Dateimanager öffnen, um {0} zu zeigen</translation>
        </message>
        <message>
            <source>{0} is not there now.</source>
            <translation>{0} ist gerade nicht da.</translation>
        </message>
        <message>
            <source>{0} is on {1}, which is not connected.</source>
            <translation>{0} liegt auf {1}, gerade nicht verbunden.</translation>
        </message>
        <message>
            <source>a drive</source>
            <translation>einem Laufwerk</translation>
        </message>
        <message>
            <source>{0} is no longer where it was. Add its folder again to bring it up to date.</source>
            <translation>{0} ist nicht mehr, wo es war. Den Ordner noch einmal hinzufügen, um ihn auf den neuen Stand zu bringen.</translation>
        </message>
    </context>
    <context>
        <name>failures</name>
        <message>
            <source>This search did not work</source>
            <translation>Diese Suche hat nicht funktioniert</translation>
        </message>
        <message>
            <source>Your library cannot be opened</source>
            <translation>Die Bibliothek kann nicht geöffnet werden</translation>
        </message>
        <message>
            <source>Something went wrong in Snowline</source>
            <translation>In Snowline ist etwas schiefgegangen</translation>
        </message>
        <message>
            <source>This is a mistake of the program. Your photos are as they were.
{0}</source>
            <translation>Das ist ein Fehler des Programms. Die Fotos sind, wie sie waren.
{0}</translation>
        </message>
        <message>
            <source>The models are missing or damaged</source>
            <translation>Die Modelle fehlen oder sind beschädigt</translation>
        </message>
        <message>
            <source>Your photos, and what you added to them, are not touched by this.</source>
            <translation>Die Fotos, und was ihnen hinzugefügt wurde, sind davon nicht berührt.</translation>
        </message>
        <message>
            <source>Your library is damaged</source>
            <translation>Die Bibliothek ist beschädigt</translation>
        </message>
        <message>
            <source>A repair saves everything that can still be read. Nothing that you added is removed, the damaged file is kept beside the new one, and your photos are not touched.</source>
            <translation>Eine Reparatur rettet alles, was noch zu lesen ist. Nichts Hinzugefügtes wird entfernt, die beschädigte Datei bleibt neben der neuen erhalten, und die Fotos werden nicht angerührt.</translation>
        </message>
        <message>
            <source>Your library is newer than this program</source>
            <translation>Die Bibliothek ist neuer als dieses Programm</translation>
        </message>
        <message>
            <source>Your library is not there</source>
            <translation>Die Bibliothek ist nicht da</translation>
        </message>
        <message>
            <source>Snowline goes on by itself as soon as it is back.</source>
            <translation>Snowline macht von selbst weiter, sobald sie wieder da ist.</translation>
        </message>
        <message>
            <source>Your library is in use</source>
            <translation>Die Bibliothek ist in Gebrauch</translation>
        </message>
        <message>
            <source>Your library cannot be written</source>
            <translation>In die Bibliothek kann nicht geschrieben werden</translation>
        </message>
        <message>
            <source>The disk is full</source>
            <translation>Der Datenträger ist voll</translation>
        </message>
        <message>
            <source>There is not enough memory</source>
            <translation>Der Arbeitsspeicher reicht nicht</translation>
        </message>
        <message>
            <source>Close other programs and try again, or let Snowline take less memory.</source>
            <translation>Andere Programme schließen und noch einmal versuchen, oder Snowline weniger Arbeitsspeicher nehmen lassen.</translation>
        </message>
        <message>
            <source>A part of the program is missing</source>
            <translation>Ein Teil des Programms fehlt</translation>
        </message>
        <message>
            <source>Install what is missing, or install Snowline again.</source>
            <translation>Installieren, was fehlt, oder Snowline neu installieren.</translation>
        </message>
        <message>
            <source>There is no room left for {0}. Free some space and try again.</source>
            <translation>Für {0} ist kein Platz mehr. Speicherplatz freigeben und noch einmal versuchen.</translation>
        </message>
        <message>
            <source>This may not be read or written</source>
            <translation>Das darf nicht gelesen oder geschrieben werden</translation>
        </message>
        <message>
            <source>The system does not allow it: {0}. Check the permissions.</source>
            <translation>Das System erlaubt es nicht: {0}. Die Rechte prüfen.</translation>
        </message>
        <message>
            <source>A drive does not answer</source>
            <translation>Ein Laufwerk antwortet nicht</translation>
        </message>
        <message>
            <source>{0} cannot be read: {1}. Connect its drive again.</source>
            <translation>{0} kann nicht gelesen werden: {1}. Das Laufwerk wieder verbinden.</translation>
        </message>
    </context>
    <context>
        <name>fields</name>
        <message>
            <source>Today</source>
            <translation>Heute</translation>
        </message>
        <message>
            <source>Yesterday</source>
            <translation>Gestern</translation>
        </message>
        <message>
            <source>This week</source>
            <translation>Diese Woche</translation>
        </message>
        <message>
            <source>Last week</source>
            <translation>Letzte Woche</translation>
        </message>
        <message>
            <source>This month</source>
            <translation>Dieser Monat</translation>
        </message>
        <message>
            <source>Last month</source>
            <translation>Letzter Monat</translation>
        </message>
        <message>
            <source>Last summer</source>
            <translation>Letzter Sommer</translation>
        </message>
        <message>
            <source>Last winter</source>
            <translation>Letzter Winter</translation>
        </message>
        <message>
            <source>This year</source>
            <translation>Dieses Jahr</translation>
        </message>
        <message>
            <source>Last year</source>
            <translation>Letztes Jahr</translation>
        </message>
    </context>
    <context>
        <name>folder_words</name>
        <message>
            <source>Not connected</source>
            <translation>Nicht verbunden</translation>
        </message>
        <message>
            <source>Last seen {0}</source>
            <translation>Zuletzt gesehen am {0}</translation>
        </message>
        <message>
            <source>Not there now</source>
            <translation>Gerade nicht da</translation>
        </message>
        <message>
            <source>{0} %</source>
            <translation>{0} %</translation>
        </message>
        <message>
            <source>looked at every few minutes</source>
            <translation>alle paar Minuten angesehen</translation>
        </message>
        <message>
            <source>{0} % described</source>
            <translation>zu {0} % beschrieben</translation>
        </message>
        <message numerus="yes">
            <source>%Ln file(s) wait to be described</source>
            <translation>
                <numerusform>%Ln Datei wartet auf die Beschreibung</numerusform>
                <numerusform>%Ln Dateien warten auf die Beschreibung</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln file(s) skipped</source>
            <translation>
                <numerusform>%Ln Datei übersprungen</numerusform>
                <numerusform>%Ln Dateien übersprungen</numerusform>
            </translation>
        </message>
        <message>
            <source>Watched for changes</source>
            <translation>Auf Änderungen beobachtet</translation>
        </message>
        <message>
            <source>Looked at every few minutes: {0}</source>
            <translation>Alle paar Minuten angesehen: {0}</translation>
        </message>
        <message>
            <source>names only</source>
            <translation>nur Namen</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>angehalten</translation>
        </message>
        <message>
            <source>when idle</source>
            <translation>wenn niemand da ist</translation>
        </message>
        <message>
            <source>indexing</source>
            <translation>wird indexiert</translation>
        </message>
        <message>
            <source>described</source>
            <translation>beschrieben</translation>
        </message>
    </context>
    <context>
        <name>headings</name>
        <message>
            <source>Unknown drive</source>
            <translation>Unbekanntes Laufwerk</translation>
        </message>
        <message>
            <source>Related photos</source>
            <translation>Verwandte Fotos</translation>
        </message>
        <message>
            <source>Relevance line</source>
            <translation>Relevanzgrenze</translation>
        </message>
        <message numerus="yes">
            <source>%Ln photo(s) above</source>
            <translation>
                <numerusform>%Ln Foto darüber</numerusform>
                <numerusform>%Ln Fotos darüber</numerusform>
            </translation>
        </message>
        <message>
            <source>Drag it, or press Alt+Down for more photos and Alt+Up for fewer</source>
            <translation>Ziehen, oder Alt+Pfeil ab für mehr Fotos und Alt+Pfeil auf für weniger</translation>
        </message>
    </context>
    <context>
        <name>health</name>
        <message>
            <source>The models are missing or damaged. Install Snowline again.</source>
            <translation>Die Modelle fehlen oder sind beschädigt. Bitte Snowline neu installieren.</translation>
        </message>
        <message>
            <source>Photos are found by names, dates, tags and captions, but not by what is in them.</source>
            <translation>Fotos werden nach Namen, Datum, Schlagwörtern und Bildunterschriften gefunden, aber nicht nach ihrem Inhalt.</translation>
        </message>
        <message>
            <source>Searching works, but new photos cannot be described: the models that came with Snowline are missing or damaged. Install Snowline again.</source>
            <translation>Die Suche funktioniert, aber neue Fotos können nicht beschrieben werden: die Modelle, die mit Snowline kamen, fehlen oder sind beschädigt. Bitte Snowline neu installieren.</translation>
        </message>
        <message>
            <source>Your library can only be read. Searching works, but new photos, stars, tags and captions cannot be kept. Allow yourself to write to {0}, or connect its drive without write protection.</source>
            <translation>Die Bibliothek kann nur gelesen werden. Die Suche funktioniert, aber neue Fotos, Sterne, Schlagwörter und Bildunterschriften können nicht gespeichert werden. Bitte das Schreiben in {0} erlauben oder den Schreibschutz des Laufwerks aufheben.</translation>
        </message>
    </context>
    <context>
        <name>history</name>
        <message>
            <source>Search Results for "{0}"</source>
            <translation>Suchergebnisse für „{0}“</translation>
        </message>
        <message>
            <source>Photos similar to "{0}"</source>
            <translation>Fotos ähnlich wie „{0}“</translation>
        </message>
        <message>
            <source>Photos similar to "{0}" for "{1}"</source>
            <translation>Fotos ähnlich wie „{0}“ für „{1}“</translation>
        </message>
        <message>
            <source>"{0}"</source>
            <translation>„{0}“</translation>
        </message>
        <message>
            <source>"{0}" and "{1}"</source>
            <translation>„{0}“ und „{1}“</translation>
        </message>
        <message>
            <source>The same picture as "{0}"</source>
            <translation>Dasselbe Bild wie „{0}“</translation>
        </message>
    </context>
    <context>
        <name>lines</name>
        <message>
            <source>More photos</source>
            <translation>Weitere Fotos</translation>
        </message>
        <message numerus="yes">
            <source>%Ln photo(s) above the line</source>
            <translation>
                <numerusform>%Ln Foto über der Grenze</numerusform>
                <numerusform>%Ln Fotos über der Grenze</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>mishaps</name>
        <message>
            <source>Something went wrong</source>
            <translation>Etwas ist schiefgegangen</translation>
        </message>
        <message>
            <source>Something went wrong in Snowline. Your photos are as they were.</source>
            <translation>In Snowline ist etwas schiefgegangen. Die Fotos sind, wie sie waren.</translation>
        </message>
        <message>
            <source>Copy details</source>
            <translation>Einzelheiten kopieren</translation>
        </message>
        <message>
            <source>You can go on. If something does not work as it should, close Snowline and start it again.

What happened stands in {0}</source>
            <translation>Es kann weitergehen. Wenn etwas nicht mehr richtig arbeitet, Snowline schließen und neu starten.

Was geschah, steht in {0}</translation>
        </message>
        <message numerus="yes">
            <source>Since then it happened %Ln more time(s).</source>
            <translation>
                <numerusform>Seither geschah es noch %Ln Mal.</numerusform>
                <numerusform>Seither geschah es noch %Ln Mal.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>naming</name>
        <message>
            <source>Clear</source>
            <translation>Leeren</translation>
        </message>
    </context>
    <context>
        <name>pages</name>
        <message>
            <source>snow on mountains</source>
            <translation>snow on mountains</translation>
        </message>
        <message>
            <source>a dog running on grass</source>
            <translation>a dog running on grass</translation>
        </message>
        <message>
            <source>people at the beach</source>
            <translation>people at the beach</translation>
        </message>
        <message>
            <source>city at night</source>
            <translation>city at night</translation>
        </message>
        <message>
            <source>Search for {0}</source>
            <translation>Nach {0} suchen</translation>
        </message>
    </context>
    <context>
        <name>repair</name>
        <message numerus="yes">
            <source>A new library is begun with the same %Ln folder(s).</source>
            <translation>
                <numerusform>Eine neue Bibliothek wird mit demselben Ordner begonnen.</numerusform>
                <numerusform>Eine neue Bibliothek wird mit denselben %Ln Ordnern begonnen.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln of them is not there now; add it again later.</source>
            <translation>
                <numerusform>%Ln davon ist gerade nicht da und muss später wieder hinzugefügt werden.</numerusform>
                <numerusform>%Ln davon sind gerade nicht da und müssen später wieder hinzugefügt werden.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>results list</name>
        <message>
            <source>This computer</source>
            <translation>Dieser Computer</translation>
        </message>
    </context>
    <context>
        <name>settings</name>
        <message>
            <source>General</source>
            <translation>Allgemein</translation>
        </message>
        <message>
            <source>Folders</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Drives</source>
            <translation>Laufwerke</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Suche</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>Modelle</translation>
        </message>
        <message>
            <source>Performance</source>
            <translation>Leistung</translation>
        </message>
        <message>
            <source>Privacy</source>
            <translation>Datenschutz</translation>
        </message>
        <message>
            <source>Export and import</source>
            <translation>Export und Import</translation>
        </message>
        <message>
            <source>Shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
    </context>
    <context>
        <name>shortcuts</name>
        <message>
            <source>Go to the search field</source>
            <translation>Zum Suchfeld gehen</translation>
        </message>
        <message>
            <source>Go back</source>
            <translation>Zurückgehen</translation>
        </message>
        <message>
            <source>Search again</source>
            <translation>Noch einmal suchen</translation>
        </message>
        <message>
            <source>Save this search</source>
            <translation>Diese Suche speichern</translation>
        </message>
        <message>
            <source>Add a folder</source>
            <translation>Ordner hinzufügen</translation>
        </message>
        <message>
            <source>Show results as a list</source>
            <translation>Treffer als Liste zeigen</translation>
        </message>
        <message>
            <source>Show results as thumbnails</source>
            <translation>Treffer als Vorschaubilder zeigen</translation>
        </message>
        <message>
            <source>Show or hide the preview</source>
            <translation>Vorschau ein- oder ausblenden</translation>
        </message>
        <message>
            <source>Show or hide the library</source>
            <translation>Bibliothek ein- oder ausblenden</translation>
        </message>
        <message>
            <source>Show or hide the filters</source>
            <translation>Filter ein- oder ausblenden</translation>
        </message>
        <message>
            <source>Show the work in the background</source>
            <translation>Hintergrundarbeit zeigen</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>Do again what was undone</source>
            <translation>Rückgängig Gemachtes wiederholen</translation>
        </message>
        <message>
            <source>Open the settings</source>
            <translation>Einstellungen öffnen</translation>
        </message>
        <message>
            <source>Close the window</source>
            <translation>Fenster schließen</translation>
        </message>
        <message>
            <source>{0} is the key for “{1}” already. Choose another, or change that first.</source>
            <translation>{0} ist schon die Taste für „{1}“. Eine andere wählen oder jene zuerst ändern.</translation>
        </message>
    </context>
    <context>
        <name>start</name>
        <message numerus="yes">
            <source>Use my Pictures (%Ln photo(s))</source>
            <translation>
                <numerusform>Meine Bilder verwenden (%Ln Foto)</numerusform>
                <numerusform>Meine Bilder verwenden (%Ln Fotos)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Use my Pictures (more than %Ln photo(s))</source>
            <translation>
                <numerusform>Meine Bilder verwenden (mehr als %Ln Foto)</numerusform>
                <numerusform>Meine Bilder verwenden (mehr als %Ln Fotos)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln photo(s) can be found by what is in them. Say it in your own words.</source>
            <translation>
                <numerusform>%Ln Foto ist nach dem zu finden, was darauf ist. Einfach mit englischen Worten sagen, was zu sehen ist.</numerusform>
                <numerusform>%Ln Fotos sind nach dem zu finden, was darauf ist. Einfach mit englischen Worten sagen, was zu sehen ist.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln photo(s) can be found by name, folder and date.</source>
            <translation>
                <numerusform>%Ln Foto ist nach Name, Ordner und Datum zu finden.</numerusform>
                <numerusform>%Ln Fotos sind nach Name, Ordner und Datum zu finden.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>suggesting</name>
        <message>
            <source>like {0}</source>
            <translation>wie {0}</translation>
        </message>
    </context>
    <context>
        <name>tag editor</name>
        <message>
            <source>{0} %</source>
            <translation>{0} %</translation>
        </message>
        <message>
            <source>Search for “{0}”</source>
            <translation>Nach „{0}“ suchen</translation>
        </message>
        <message>
            <source>{0}, {1}: search for it</source>
            <translation>{0}, {1}: danach suchen</translation>
        </message>
        <message>
            <source>your tag</source>
            <translation>eigenes Schlagwort</translation>
        </message>
        <message>
            <source>“{0}” is right: make it a tag of yours</source>
            <translation>„{0}“ stimmt: zum eigenen Schlagwort machen</translation>
        </message>
        <message>
            <source>Take “{0}” off this photo</source>
            <translation>„{0}“ von diesem Foto entfernen</translation>
        </message>
        <message>
            <source>“{0}” is wrong: take it off this photo</source>
            <translation>„{0}“ stimmt nicht: von diesem Foto entfernen</translation>
        </message>
    </context>
    <context>
        <name>taken</name>
        <message>
            <source>1/{0} s</source>
            <translation>1/{0} s</translation>
        </message>
        <message>
            <source>{0} s</source>
            <translation>{0} s</translation>
        </message>
        <message>
            <source>f/{0}</source>
            <translation>f/{0}</translation>
        </message>
        <message>
            <source>ISO {0}</source>
            <translation>ISO {0}</translation>
        </message>
        <message>
            <source>{0} EV</source>
            <translation>{0} LW</translation>
        </message>
        <message>
            <source>{0} mm</source>
            <translation>{0} mm</translation>
        </message>
        <message>
            <source>{0} mm (like {1} mm on film)</source>
            <translation>{0} mm (wie {1} mm bei Kleinbild)</translation>
        </message>
        <message>
            <source>Fired</source>
            <translation>Ausgelöst</translation>
        </message>
        <message>
            <source>Did not fire</source>
            <translation>Nicht ausgelöst</translation>
        </message>
        <message>
            <source>{0} (1 megapixel)</source>
            <translation>{0} (1 Megapixel)</translation>
        </message>
        <message>
            <source>{0} ({1} megapixels)</source>
            <translation>{0} ({1} Megapixel)</translation>
        </message>
        <message>
            <source>{0}° N</source>
            <translation>{0}° N</translation>
        </message>
        <message>
            <source>{0}° S</source>
            <translation>{0}° S</translation>
        </message>
        <message>
            <source>{0}° E</source>
            <translation>{0}° O</translation>
        </message>
        <message>
            <source>{0}° W</source>
            <translation>{0}° W</translation>
        </message>
        <message>
            <source>{0} m above the sea</source>
            <translation>{0} m über dem Meer</translation>
        </message>
    </context>
    <context>
        <name>well known</name>
        <message>
            <source>All photos</source>
            <translation>Alle Fotos</translation>
        </message>
        <message>
            <source>Favourites</source>
            <translation>Favoriten</translation>
        </message>
        <message>
            <source>There are no photos here yet</source>
            <translation>Hier sind noch keine Fotos</translation>
        </message>
        <message>
            <source>Add a folder, and its photos appear here.</source>
            <translation>Sobald ein Ordner hinzugefügt ist, erscheinen hier seine Fotos.</translation>
        </message>
        <message>
            <source>There are no favourites yet</source>
            <translation>Noch keine Favoriten</translation>
        </message>
        <message>
            <source>Choose a photo and click the heart in its preview.</source>
            <translation>Ein Foto auswählen und in der Vorschau auf das Herz klicken.</translation>
        </message>
        <message>
            <source>On this day in other years</source>
            <translation>An diesem Tag in anderen Jahren</translation>
        </message>
        <message>
            <source>Photos on “{0}”</source>
            <translation>Fotos auf „{0}“</translation>
        </message>
        <message>
            <source>Photos in “{0}”</source>
            <translation>Fotos in „{0}“</translation>
        </message>
        <message>
            <source>No photo was taken on this day in other years</source>
            <translation>An diesem Tag wurde in anderen Jahren nichts aufgenommen</translation>
        </message>
        <message>
            <source>Come back tomorrow.</source>
            <translation>Morgen ist wieder ein anderer Tag.</translation>
        </message>
        <message>
            <source>There are no photos here</source>
            <translation>Hier sind keine Fotos</translation>
        </message>
        <message>
            <source>No photo has all of this</source>
            <translation>Auf kein Foto trifft das alles zu</translation>
        </message>
        <message>
            <source>Take a filter away with its cross, or in the filters pane.</source>
            <translation>Einen Filter mit seinem Kreuz oder in der Filterleiste wegnehmen.</translation>
        </message>
    </context>
    <context>
        <name>wording</name>
        <message>
            <source>Likely</source>
            <translation>Passend</translation>
        </message>
        <message>
            <source>Maybe</source>
            <translation>Vielleicht</translation>
        </message>
        <message>
            <source>Unlikely</source>
            <translation>Kaum</translation>
        </message>
        <message>
            <source>likely match</source>
            <translation>passender Treffer</translation>
        </message>
        <message>
            <source>maybe a match</source>
            <translation>vielleicht ein Treffer</translation>
        </message>
        <message>
            <source>unlikely match</source>
            <translation>kaum passender Treffer</translation>
        </message>
        <message>
            <source>{0} likely</source>
            <translation>{0} passend</translation>
        </message>
        <message>
            <source>{0} maybe</source>
            <translation>{0} vielleicht</translation>
        </message>
        <message>
            <source>{0} unlikely</source>
            <translation>{0} kaum</translation>
        </message>
        <message>
            <source>Likely matches</source>
            <translation>Passende Treffer</translation>
        </message>
        <message>
            <source>Maybe: less sure from here on</source>
            <translation>Vielleicht: ab hier weniger sicher</translation>
        </message>
        <message>
            <source>Unlikely: below the relevance line</source>
            <translation>Kaum: unter der Relevanzgrenze</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>Angehalten</translation>
        </message>
        <message>
            <source>Waiting for mains power</source>
            <translation>Wartet auf Netzstrom</translation>
        </message>
        <message>
            <source>Waiting until nobody uses the computer</source>
            <translation>Wartet, bis niemand den Computer benutzt</translation>
        </message>
        <message>
            <source>{0}: watched</source>
            <translation>{0}: beobachtet</translation>
        </message>
        <message>
            <source>{0}: looked at every few minutes, as {1}</source>
            <translation>{0}: alle paar Minuten angesehen, denn {1}</translation>
        </message>
        <message>
            <source>{0}: not connected</source>
            <translation>{0}: nicht verbunden</translation>
        </message>
        <message numerus="yes">
            <source>%Ln photo(s)</source>
            <translation>
                <numerusform>%Ln Foto</numerusform>
                <numerusform>%Ln Fotos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln file(s)</source>
            <translation>
                <numerusform>%Ln Datei</numerusform>
                <numerusform>%Ln Dateien</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln folder(s)</source>
            <translation>
                <numerusform>%Ln Ordner</numerusform>
                <numerusform>%Ln Ordner</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln drive(s)</source>
            <translation>
                <numerusform>%Ln Laufwerk</numerusform>
                <numerusform>%Ln Laufwerke</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln search(es)</source>
            <translation>
                <numerusform>%Ln Suche</numerusform>
                <numerusform>%Ln Suchen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln star(s)</source>
            <translation>
                <numerusform>%Ln Stern</numerusform>
                <numerusform>%Ln Sterne</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln second(s)</source>
            <translation>
                <numerusform>%Ln Sekunde</numerusform>
                <numerusform>%Ln Sekunden</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln minute(s)</source>
            <translation>
                <numerusform>%Ln Minute</numerusform>
                <numerusform>%Ln Minuten</numerusform>
            </translation>
        </message>
        <message>
            <source>Unknown date</source>
            <translation>Unbekanntes Datum</translation>
        </message>
        <message>
            <source>{0} h {1} min</source>
            <translation>{0} h {1} min</translation>
        </message>
        <message>
            <source>Not rated</source>
            <translation>Nicht bewertet</translation>
        </message>
        <message>
            <source>Rejected</source>
            <translation>Abgelehnt</translation>
        </message>
        <message>
            <source>favourite</source>
            <translation>Favorit</translation>
        </message>
        <message>
            <source>Every photo in this answer fulfils it</source>
            <translation>Jedes Foto dieser Trefferliste erfüllt es</translation>
        </message>
        <message>
            <source>{0} % of what speaks for this photo</source>
            <translation>{0} % dessen, was für dieses Foto spricht</translation>
        </message>
        <message>
            <source>{0} % of what speaks for this photo, {1} % sure by itself</source>
            <translation>{0} % dessen, was für dieses Foto spricht, für sich zu {1} % sicher</translation>
        </message>
        <message numerus="yes">
            <source>%Ln more photo(s) like this</source>
            <translation>
                <numerusform>%Ln weiteres Foto wie dieses</numerusform>
                <numerusform>%Ln weitere Fotos wie dieses</numerusform>
            </translation>
        </message>
        <message>
            <source>found by its name only</source>
            <translation>nur nach dem Namen gefunden</translation>
        </message>
        <message>
            <source>not described yet</source>
            <translation>noch nicht beschrieben</translation>
        </message>
        <message>
            <source>{0} is not described yet. Similar photos can be found once it is.</source>
            <translation>{0} ist noch nicht beschrieben. Ähnliche Fotos lassen sich danach finden.</translation>
        </message>
        <message>
            <source>Only the name of {0} is known. Choose “Describe now” in its menu first.</source>
            <translation>Von {0} ist nur der Name bekannt. Zuerst in seinem Menü „Jetzt beschreiben“ wählen.</translation>
        </message>
        <message>
            <source>Copies of a picture, bursts and RAW+JPEG pairs are counted and listed as one photo.</source>
            <translation>Kopien eines Bildes, Serien und RAW+JPEG-Paare werden als ein Foto gezählt und aufgeführt.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln copies folded</source>
            <translation>
                <numerusform>%Ln Kopie eingeklappt</numerusform>
                <numerusform>%Ln Kopien eingeklappt</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Looking for photos: %Ln file(s) found</source>
            <translation>
                <numerusform>Fotos werden gesucht: %Ln Datei gefunden</numerusform>
                <numerusform>Fotos werden gesucht: %Ln Dateien gefunden</numerusform>
            </translation>
        </message>
        <message>
            <source>Finishing</source>
            <translation>Wird abgeschlossen</translation>
        </message>
        <message>
            <source>Reading text in {0}</source>
            <translation>Text wird gelesen in {0}</translation>
        </message>
        <message>
            <source>Indexing {0}</source>
            <translation>Indexieren: {0}</translation>
        </message>
        <message numerus="yes">
            <source>Reading text in {0} of %Ln photo(s) ({1} %)</source>
            <translation>
                <numerusform>Text wird gelesen in {0} von %Ln Foto ({1} %)</numerusform>
                <numerusform>Text wird gelesen in {0} von %Ln Fotos ({1} %)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Indexing {0} of %Ln photo(s) ({1} %)</source>
            <translation>
                <numerusform>Indexieren: {0} von %Ln Foto ({1} %)</numerusform>
                <numerusform>Indexieren: {0} von %Ln Fotos ({1} %)</numerusform>
            </translation>
        </message>
        <message>
            <source>{0} photos/s</source>
            <translation>{0} Fotos/s</translation>
        </message>
        <message>
            <source>{0} left</source>
            <translation>noch {0}</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>Gestoppt</translation>
        </message>
        <message>
            <source>No photos found there</source>
            <translation>Dort wurden keine Fotos gefunden</translation>
        </message>
        <message>
            <source>Nothing new</source>
            <translation>Nichts Neues</translation>
        </message>
        <message numerus="yes">
            <source>%Ln photo(s) indexed in {0}</source>
            <translation>
                <numerusform>%Ln Foto in {0} indexiert</numerusform>
                <numerusform>%Ln Fotos in {0} indexiert</numerusform>
            </translation>
        </message>
        <message>
            <source>Stopped: {0}</source>
            <translation>Gestoppt: {0}</translation>
        </message>
        <message>
            <source>{0} unchanged</source>
            <translation>{0} unverändert</translation>
        </message>
        <message numerus="yes">
            <source>%Ln file(s) skipped</source>
            <translation>
                <numerusform>%Ln Datei übersprungen</numerusform>
                <numerusform>%Ln Dateien übersprungen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{0} of %Ln photo(s) described</source>
            <translation>
                <numerusform>{0} von %Ln Foto beschrieben</numerusform>
                <numerusform>{0} von %Ln Fotos beschrieben</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>changes in %Ln folder(s) wait</source>
            <translation>
                <numerusform>Änderungen in %Ln Ordner warten</numerusform>
                <numerusform>Änderungen in %Ln Ordnern warten</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Looking for changes in %Ln folder(s)</source>
            <translation>
                <numerusform>Änderungen in %Ln Ordner werden gesucht</numerusform>
                <numerusform>Änderungen in %Ln Ordnern werden gesucht</numerusform>
            </translation>
        </message>
        <message>
            <source>reading text in photos: {0} of {1}</source>
            <translation>Text in Fotos wird gelesen: {0} von {1}</translation>
        </message>
        <message numerus="yes">
            <source>watching %Ln folder(s)</source>
            <translation>
                <numerusform>%Ln Ordner wird beobachtet</numerusform>
                <numerusform>%Ln Ordner werden beobachtet</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>looking at %Ln folder(s) every few minutes</source>
            <translation>
                <numerusform>%Ln Ordner wird alle paar Minuten angesehen</numerusform>
                <numerusform>%Ln Ordner werden alle paar Minuten angesehen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln folder(s) not connected</source>
            <translation>
                <numerusform>%Ln Ordner nicht verbunden</numerusform>
                <numerusform>%Ln Ordner nicht verbunden</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>work</name>
        <message>
            <source>Your desktop tells when nobody has used the computer for two minutes.</source>
            <translation>Der Desktop meldet, wenn zwei Minuten lang niemand den Computer benutzt hat.</translation>
        </message>
        <message>
            <source>No key and no mouse for two minutes counts as nobody there.</source>
            <translation>Zwei Minuten ohne Taste und Maus gelten als niemand da.</translation>
        </message>
        <message>
            <source>Your system does not tell; two minutes in which other programs do little count as nobody there.</source>
            <translation>Das System meldet es nicht; zwei Minuten, in denen andere Programme wenig tun, gelten als niemand da.</translation>
        </message>
        <message>
            <source>Your settings could not be kept: {0}</source>
            <translation>Die Einstellungen konnten nicht gespeichert werden: {0}</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>Angehalten</translation>
        </message>
        <message>
            <source>On battery: waiting</source>
            <translation>Auf Akku: wartet</translation>
        </message>
        <message>
            <source>Waits until nobody uses the computer</source>
            <translation>Wartet, bis niemand den Computer benutzt</translation>
        </message>
        <message numerus="yes">
            <source>Looking for photos: %Ln found</source>
            <translation>
                <numerusform>Fotos werden gesucht: %Ln gefunden</numerusform>
                <numerusform>Fotos werden gesucht: %Ln gefunden</numerusform>
            </translation>
        </message>
        <message>
            <source>Finishing: bringing the search up to date</source>
            <translation>Abschluss: Die Suche wird auf den neuen Stand gebracht</translation>
        </message>
        <message>
            <source>Finishing</source>
            <translation>Wird abgeschlossen</translation>
        </message>
        <message numerus="yes">
            <source>%Ln more to come</source>
            <translation>
                <numerusform>%Ln steht noch aus</numerusform>
                <numerusform>%Ln stehen noch aus</numerusform>
            </translation>
        </message>
        <message>
            <source>Indexing {0} of {1}</source>
            <translation>Indexieren: {0} von {1}</translation>
        </message>
        <message>
            <source>Reading text in {0} of {1}</source>
            <translation>Text wird gelesen in {0} von {1}</translation>
        </message>
        <message>
            <source>{0}/s</source>
            <translation>{0}/s</translation>
        </message>
        <message>
            <source>{0} left</source>
            <translation>noch {0}</translation>
        </message>
        <message>
            <source>newest first</source>
            <translation>neueste zuerst</translation>
        </message>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} von {1}</translation>
        </message>
        <message>
            <source>{0} s</source>
            <translation>{0} s</translation>
        </message>
        <message>
            <source>{0} min</source>
            <translation>{0} min</translation>
        </message>
        <message>
            <source>{0} h {1} min</source>
            <translation>{0} h {1} min</translation>
        </message>
        <message>
            <source>{0} h</source>
            <translation>{0} h</translation>
        </message>
        <message numerus="yes">
            <source>%Ln day(s)</source>
            <translation>
                <numerusform>%Ln Tag</numerusform>
                <numerusform>%Ln Tage</numerusform>
            </translation>
        </message>
        <message>
            <source>a few seconds</source>
            <translation>ein paar Sekunden</translation>
        </message>
        <message>
            <source>about {0}</source>
            <translation>etwa {0}</translation>
        </message>
        <message numerus="yes">
            <source>More than %Ln photo(s) so far</source>
            <translation>
                <numerusform>Bisher mehr als %Ln Foto</numerusform>
                <numerusform>Bisher mehr als %Ln Fotos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>about %Ln of them already in your library</source>
            <translation>
                <numerusform>etwa %Ln davon schon in der Bibliothek</numerusform>
                <numerusform>etwa %Ln davon schon in der Bibliothek</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln of them already in your library</source>
            <translation>
                <numerusform>%Ln davon schon in der Bibliothek</numerusform>
                <numerusform>%Ln davon schon in der Bibliothek</numerusform>
            </translation>
        </message>
        <message>
            <source>so far {0} of work and {1} on disk</source>
            <translation>bisher {0} Arbeit und {1} auf dem Datenträger</translation>
        </message>
        <message>
            <source>{0} of work and {1} on disk</source>
            <translation>{0} Arbeit und {1} auf dem Datenträger</translation>
        </message>
        <message>
            <source>There is not enough room: {0} are needed, and the disk that holds your library has {1} left. Make room first, or take only the names for now.</source>
            <translation>Der Platz reicht nicht: {0} werden gebraucht, und auf dem Datenträger mit der Bibliothek sind {1} frei. Zuerst Platz schaffen, oder vorerst nur die Namen nehmen.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln more are kept online only; they are not downloaded.</source>
            <translation>
                <numerusform>%Ln weiteres liegt nur online; es wird nicht heruntergeladen.</numerusform>
                <numerusform>%Ln weitere liegen nur online; sie werden nicht heruntergeladen.</numerusform>
            </translation>
        </message>
        <message>
            <source>{0} % described</source>
            <translation>zu {0} % beschrieben</translation>
        </message>
        <message numerus="yes">
            <source>%Ln wait until nobody uses the computer</source>
            <translation>
                <numerusform>%Ln wartet, bis niemand den Computer benutzt</numerusform>
                <numerusform>%Ln warten, bis niemand den Computer benutzt</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln are found by their names only, as you chose</source>
            <translation>
                <numerusform>%Ln wird wie gewählt nur nach dem Namen gefunden</numerusform>
                <numerusform>%Ln werden wie gewählt nur nach dem Namen gefunden</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln photo(s) can be found by name now</source>
            <translation>
                <numerusform>%Ln Foto ist jetzt nach dem Namen zu finden</numerusform>
                <numerusform>%Ln Fotos sind jetzt nach dem Namen zu finden</numerusform>
            </translation>
        </message>
        <message>
            <source>Gentle</source>
            <translation>Sanft</translation>
        </message>
        <message>
            <source>Normal</source>
            <translation>Normal</translation>
        </message>
        <message>
            <source>Fast</source>
            <translation>Schnell</translation>
        </message>
        <message>
            <source>Half of one processor. You will not notice it.</source>
            <translation>Ein halber Prozessor. Davon ist nichts zu merken.</translation>
        </message>
        <message>
            <source>Several processors, but your other programs go first.</source>
            <translation>Mehrere Prozessoren, aber andere Programme gehen vor.</translation>
        </message>
        <message>
            <source>All there is. Other programs may become slow.</source>
            <translation>Alles, was da ist. Andere Programme können langsam werden.</translation>
        </message>
        <message>
            <source>{0} of its own · {1} that can be given back at any time</source>
            <translation>{0} eigener Speicher · {1}, die jederzeit zurückgegeben werden können</translation>
        </message>
        <message>
            <source>The first part belongs to Snowline alone. The second are parts of its files that happen to be in memory: the system takes them back whenever another program needs the room. {0} are free for everybody.</source>
            <translation>Der erste Teil gehört Snowline allein. Der zweite sind Teile seiner Dateien, die gerade im Arbeitsspeicher liegen: Das System nimmt sie zurück, sobald ein anderes Programm den Platz braucht. {0} sind für alle frei.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln folders and files</source>
            <translation>
                <numerusform>%Ln Ordner oder Datei</numerusform>
                <numerusform>%Ln Ordner und Dateien</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>core</name>
        <message numerus="yes">
            <source>Erased what was known of {n:,} photos</source>
            <translation>
                <numerusform>Gelöscht, was über {n:,} Foto bekannt war</numerusform>
                <numerusform>Gelöscht, was über {n:,} Fotos bekannt war</numerusform>
            </translation>
        </message>
        <message>
            <source>Let in again: {path}</source>
            <translation>Wieder zugelassen: {path}</translation>
        </message>
        <message>
            <source>{name} answers now.</source>
            <translation>{name} antwortet jetzt.</translation>
        </message>
        <message>
            <source>{name} is dropped.</source>
            <translation>{name} ist entfernt.</translation>
        </message>
        <message>
            <source>{name} describes your photos from now on; the present models answer until it has all.</source>
            <translation>{name} beschreibt ab jetzt die Fotos; bis alle fertig sind, antworten die bisherigen Modelle.</translation>
        </message>
        <message>
            <source>Undone: {what}</source>
            <translation>Rückgängig: {what}</translation>
        </message>
        <message numerus="yes">
            <source>{n} paths let in again</source>
            <translation>
                <numerusform>{n} Pfad wieder zugelassen</numerusform>
                <numerusform>{n} Pfade wieder zugelassen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} files are tried again</source>
            <translation>
                <numerusform>{n} Datei wird noch einmal versucht</numerusform>
                <numerusform>{n} Dateien werden noch einmal versucht</numerusform>
            </translation>
        </message>
        <message>
            <source>d MMM</source>
            <translation>d. MMM</translation>
        </message>
        <message>
            <source>d MMM yyyy</source>
            <translation>d. MMM yyyy</translation>
        </message>
        <message>
            <source>on {drive}, last seen {day}</source>
            <translation>auf {drive}, zuletzt gesehen am {day}</translation>
        </message>
        <message>
            <source>on a drive, last seen {day}</source>
            <translation>auf einem Laufwerk, zuletzt gesehen am {day}</translation>
        </message>
        <message>
            <source>on {drive}, not connected</source>
            <translation>auf {drive}, nicht verbunden</translation>
        </message>
        <message>
            <source>on a drive, not connected</source>
            <translation>auf einem Laufwerk, nicht verbunden</translation>
        </message>
        <message>
            <source>{raw} is not a folder of this library. Its folders: {known}.</source>
            <translation>{raw} ist kein Ordner dieser Bibliothek. Ihre Ordner: {known}.</translation>
        </message>
        <message>
            <source>The library knows no drive {drive_id}. The command status lists its drives.</source>
            <translation>Die Bibliothek kennt kein Laufwerk {drive_id}. Der Befehl status zählt ihre Laufwerke auf.</translation>
        </message>
        <message>
            <source>Removed the folder {path}</source>
            <translation>Ordner {path} entfernt</translation>
        </message>
        <message>
            <source>Forgot the drive {label}</source>
            <translation>Laufwerk {label} vergessen</translation>
        </message>
        <message>
            <source>There is no library at {folder} yet. Index a folder of photos first.</source>
            <translation>In {folder} gibt es noch keine Bibliothek. Zuerst einen Ordner mit Fotos indexieren.</translation>
        </message>
        <message>
            <source>The library at {folder} cannot be written. Check the folder's permissions.</source>
            <translation>Die Bibliothek in {folder} kann nicht geschrieben werden. Die Rechte des Ordners prüfen.</translation>
        </message>
        <message>
            <source>The library at {folder} is not there any more. Connect the drive it lies on, or put its folder back.</source>
            <translation>Die Bibliothek in {folder} ist nicht mehr da. Das Laufwerk verbinden, auf dem sie liegt, oder ihren Ordner zurücklegen.</translation>
        </message>
        <message>
            <source>The disk with the library at {folder} is full. Free some space and start again; what was finished before is kept.</source>
            <translation>Der Datenträger mit der Bibliothek in {folder} ist voll. Speicherplatz freigeben und neu beginnen; was vorher fertig wurde, bleibt erhalten.</translation>
        </message>
        <message>
            <source>The library at {parent} was not closed properly and lies where nothing can be written. Open it once where it can be written, or copy the whole folder to such a place.</source>
            <translation>Die Bibliothek in {parent} wurde nicht richtig geschlossen und liegt dort, wo nichts geschrieben werden kann. Sie einmal dort öffnen, wo geschrieben werden kann, oder den ganzen Ordner an eine solche Stelle kopieren.</translation>
        </message>
        <message>
            <source>The library at {folder} was made by a newer Snowline. Update this program, or choose another library.</source>
            <translation>Die Bibliothek in {folder} stammt von einem neueren Snowline. Dieses Programm aktualisieren oder eine andere Bibliothek wählen.</translation>
        </message>
        <message>
            <source>The library at {folder} could not be written: the disk is full or failing. Free some space and start again; what was finished before is kept.</source>
            <translation>Die Bibliothek in {folder} konnte nicht geschrieben werden: Der Datenträger ist voll oder defekt. Speicherplatz freigeben und neu beginnen; was vorher fertig wurde, bleibt erhalten.</translation>
        </message>
        <message>
            <source>The library at {folder} is locked by another program. Close it and try again.</source>
            <translation>Die Bibliothek in {folder} ist von einem anderen Programm gesperrt. Es schließen und noch einmal versuchen.</translation>
        </message>
        <message>
            <source>The library file {part1} is damaged. Repair it, or set it aside and index the folders again.</source>
            <translation>Die Bibliotheksdatei {part1} ist beschädigt. Sie kann repariert oder beiseitegelegt werden; dann werden die Ordner neu indexiert.</translation>
        </message>
        <message>
            <source>The library at {folder} cannot be opened or written. Check the folder's permissions.</source>
            <translation>Die Bibliothek in {folder} kann nicht geöffnet oder geschrieben werden. Die Rechte des Ordners prüfen.</translation>
        </message>
        <message>
            <source>The library at {folder} was made by an older Snowline. Index any folder once to bring it up to date.</source>
            <translation>Die Bibliothek in {folder} stammt von einem älteren Snowline. Einen beliebigen Ordner indexieren, um sie auf den neuen Stand zu bringen.</translation>
        </message>
        <message>
            <source>This name is too long: at most {LABEL_LIMIT} characters are kept.</source>
            <translation>Dieser Name ist zu lang: Höchstens {LABEL_LIMIT} Zeichen werden behalten.</translation>
        </message>
        <message>
            <source>Another drive is called {wanted} already. Choose another name.</source>
            <translation>Ein anderes Laufwerk heißt schon {wanted}. Einen anderen Namen wählen.</translation>
        </message>
        <message>
            <source>Renamed the drive {before} to {after}</source>
            <translation>Laufwerk {before} in {after} umbenannt</translation>
        </message>
        <message>
            <source>This computer</source>
            <translation>Dieser Computer</translation>
        </message>
        <message>
            <source>a rating is a number from 0 to {BEST_RATING}, “rejected” or “none”</source>
            <translation>eine Bewertung ist eine Zahl von 0 bis {BEST_RATING}, „rejected“ oder „none“</translation>
        </message>
        <message>
            <source>a tag is longer than {TAG_LIMIT} characters</source>
            <translation>ein Schlagwort ist länger als {TAG_LIMIT} Zeichen</translation>
        </message>
        <message>
            <source>the caption is longer than {CAPTION_LIMIT} characters</source>
            <translation>die Bildbeschreibung ist länger als {CAPTION_LIMIT} Zeichen</translation>
        </message>
        <message numerus="yes">
            <source>Took ratings, tags and captions of {n:,} photos from {name}</source>
            <translation>
                <numerusform>Bewertungen, Schlagwörter und Bildbeschreibungen für {n:,} Foto aus {name} übernommen</numerusform>
                <numerusform>Bewertungen, Schlagwörter und Bildbeschreibungen für {n:,} Fotos aus {name} übernommen</numerusform>
            </translation>
        </message>
        <message>
            <source>Excluded {path} from the library</source>
            <translation>{path} aus der Bibliothek ausgeschlossen</translation>
        </message>
        <message>
            <source>{path} is not there. Check the name.</source>
            <translation>{path} ist nicht da. Den Namen prüfen.</translation>
        </message>
        <message>
            <source>Excluded {path} and {n} more</source>
            <translation>{path} und {n} weitere ausgeschlossen</translation>
        </message>
        <message>
            <source>{path} is not excluded. Excluded are: {listed}.</source>
            <translation>{path} ist nicht ausgeschlossen. Ausgeschlossen sind: {listed}.</translation>
        </message>
        <message>
            <source>Nothing was left out at {path}. The list: python3 main.py doctor --skipped</source>
            <translation>In {path} wurde nichts ausgelassen. Die Liste: python3 main.py doctor --skipped</translation>
        </message>
        <message>
            <source>The library in {folder} is not empty. Choose another folder.</source>
            <translation>Die Bibliothek in {folder} ist nicht leer. Einen anderen Ordner wählen.</translation>
        </message>
        <message>
            <source>There is no drive called “{name}” in this library. Known: {known}.</source>
            <translation>In dieser Bibliothek gibt es kein Laufwerk namens „{name}“. Bekannt sind: {known}.</translation>
        </message>
        <message numerus="yes">
            <source>{summary} ({n:,} files)</source>
            <translation>
                <numerusform>{summary} ({n:,} Datei)</numerusform>
                <numerusform>{summary} ({n:,} Dateien)</numerusform>
            </translation>
        </message>
        <message>
            <source>{summary}: this entry was written by another version of Snowline, which this one cannot revert.</source>
            <translation>{summary}: Dieser Eintrag stammt von einer anderen Version von Snowline, die diese nicht rückgängig machen kann.</translation>
        </message>
        <message>
            <source>There is nothing to undo.</source>
            <translation>Es gibt nichts rückgängig zu machen.</translation>
        </message>
        <message>
            <source>There is nothing to redo.</source>
            <translation>Es gibt nichts zu wiederholen.</translation>
        </message>
        <message>
            <source>Another Snowline is writing to this library. Folders, drives and files can be changed when it has finished; ratings, favourites, tags, captions and saved searches at any time.</source>
            <translation>Ein anderes Snowline schreibt gerade in diese Bibliothek. Ordner, Laufwerke und Dateien lassen sich ändern, wenn es fertig ist; Bewertungen, Favoriten, Schlagwörter, Bildbeschreibungen und gespeicherte Suchen jederzeit.</translation>
        </message>
        <message>
            <source>The history has no entry {entry}. The command history lists them.</source>
            <translation>Der Verlauf hat keinen Eintrag {entry}. Der Befehl history zählt sie auf.</translation>
        </message>
        <message>
            <source>Entry {entry} ({summary}) is not undone.</source>
            <translation>Eintrag {entry} ({summary}) ist nicht rückgängig gemacht.</translation>
        </message>
        <message>
            <source>Entry {entry} ({summary}) is undone already.</source>
            <translation>Eintrag {entry} ({summary}) ist schon rückgängig gemacht.</translation>
        </message>
        <message>
            <source>Another Snowline{who} is writing to the library at {folder}. Wait until it has finished, or stop it.</source>
            <translation>Ein anderes Snowline{who} schreibt in die Bibliothek in {folder}. Warten, bis es fertig ist, oder es beenden.</translation>
        </message>
        <message>
            <source>This {what} is too long: {kept} characters, at most {limit} are kept.</source>
            <translation>Zu lang ({what}): {kept} Zeichen, höchstens {limit} werden behalten.</translation>
        </message>
        <message>
            <source>A tag needs a name.</source>
            <translation>Ein Schlagwort braucht einen Namen.</translation>
        </message>
        <message>
            <source>A rating is a number from 0 to {BEST_RATING}, or {LEAST_RATING} for rejected.</source>
            <translation>Eine Bewertung ist eine Zahl von 0 bis {BEST_RATING}, oder {LEAST_RATING} für abgelehnt.</translation>
        </message>
        <message numerus="yes">
            <source>Rated {n:,} photos {rating} stars</source>
            <translation>
                <numerusform>{n:,} Foto mit {rating} Sternen bewertet</numerusform>
                <numerusform>{n:,} Fotos mit {rating} Sternen bewertet</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Took {n:,} photos off the favourites</source>
            <translation>
                <numerusform>{n:,} Foto aus den Favoriten genommen</numerusform>
                <numerusform>{n:,} Fotos aus den Favoriten genommen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Took {tags} off {n:,} photos</source>
            <translation>
                <numerusform>{tags} von {n:,} Foto entfernt</numerusform>
                <numerusform>{tags} von {n:,} Fotos entfernt</numerusform>
            </translation>
        </message>
        <message>
            <source>Wrote a caption: “{caption}”</source>
            <translation>Bildbeschreibung geschrieben: „{caption}“</translation>
        </message>
        <message numerus="yes">
            <source>{n:,} photos of these are not in the library.</source>
            <translation>
                <numerusform>{n:,} Foto davon ist nicht in der Bibliothek.</numerusform>
                <numerusform>{n:,} Fotos davon sind nicht in der Bibliothek.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Took the rating off {n:,} photos</source>
            <translation>
                <numerusform>Bewertung von {n:,} Foto entfernt</numerusform>
                <numerusform>Bewertung von {n:,} Fotos entfernt</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Rejected {n:,} photos</source>
            <translation>
                <numerusform>{n:,} Foto abgelehnt</numerusform>
                <numerusform>{n:,} Fotos abgelehnt</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Rated {n:,} photos 1 star</source>
            <translation>
                <numerusform>{n:,} Foto mit 1 Stern bewertet</numerusform>
                <numerusform>{n:,} Fotos mit 1 Stern bewertet</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Made {n:,} photos favourites</source>
            <translation>
                <numerusform>{n:,} Foto zum Favoriten gemacht</numerusform>
                <numerusform>{n:,} Fotos zu Favoriten gemacht</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Tagged {n:,} photos {tags}</source>
            <translation>
                <numerusform>{n:,} Foto mit {tags} verschlagwortet</numerusform>
                <numerusform>{n:,} Fotos mit {tags} verschlagwortet</numerusform>
            </translation>
        </message>
        <message>
            <source>Took back the caption written by hand</source>
            <translation>Die von Hand geschriebene Bildbeschreibung zurückgenommen</translation>
        </message>
        <message>
            <source>A file needs a name.</source>
            <translation>Eine Datei braucht einen Namen.</translation>
        </message>
        <message>
            <source>A name that begins with a dot would hide the file. Choose another.</source>
            <translation>Ein Name, der mit einem Punkt beginnt, würde die Datei verstecken. Einen anderen wählen.</translation>
        </message>
        <message>
            <source>A file's name cannot hold {spoken}. Choose another.</source>
            <translation>Ein Dateiname kann {spoken} nicht enthalten. Einen anderen wählen.</translation>
        </message>
        <message>
            <source>Windows keeps the name “{stem}” for itself. Choose another.</source>
            <translation>Windows behält den Namen „{stem}“ für sich. Einen anderen wählen.</translation>
        </message>
        <message>
            <source>This name is too long: {raw} bytes, and a file's name holds {LONGEST_NAME}.</source>
            <translation>Dieser Name ist zu lang: {raw} Bytes, und ein Dateiname fasst {LONGEST_NAME}.</translation>
        </message>
        <message>
            <source>Renamed {before} to {after}</source>
            <translation>{before} in {after} umbenannt</translation>
        </message>
        <message>
            <source>{part0} keeps its name: {reason}.</source>
            <translation>{part0} behält seinen Namen: {reason}.</translation>
        </message>
        <message>
            <source>This file is not in the library.</source>
            <translation>Diese Datei ist nicht in der Bibliothek.</translation>
        </message>
        <message>
            <source>{path} is on {label}, which is offline. Connect the drive and try again.</source>
            <translation>{path} liegt auf {label}, das offline ist. Das Laufwerk verbinden und noch einmal versuchen.</translation>
        </message>
        <message>
            <source>{path} is not where it was. Index its folder to bring it up to date.</source>
            <translation>{path} ist nicht mehr dort, wo es war. Den Ordner indexieren, um ihn auf den neuen Stand zu bringen.</translation>
        </message>
        <message>
            <source>{part0} keeps its name: a file named {part2} was moved from here to the trash, and may come back. Choose another name.</source>
            <translation>{part0} behält seinen Namen: Eine Datei namens {part2} kam von hier in den Papierkorb und kann zurückkommen. Einen anderen Namen wählen.</translation>
        </message>
        <message>
            <source>A file's name cannot hold half a character. Choose another.</source>
            <translation>Ein Dateiname kann kein halbes Zeichen enthalten. Einen anderen wählen.</translation>
        </message>
        <message>
            <source>The ending says what kind of file it is, and stays {ending}. Leave it out, or write it so.</source>
            <translation>Die Endung sagt, welche Art von Datei es ist, und bleibt {ending}. Sie weglassen oder so schreiben.</translation>
        </message>
        <message>
            <source>{part0} keeps its name: there is another file of that name, {after}. Choose another.</source>
            <translation>{part0} behält seinen Namen: Es gibt eine andere Datei mit diesem Namen, {after}. Einen anderen wählen.</translation>
        </message>
        <message>
            <source>the system says: {error}</source>
            <translation>das System meldet: {error}</translation>
        </message>
        <message>
            <source>there is another file of that name, {name}</source>
            <translation>es gibt eine andere Datei mit diesem Namen, {name}</translation>
        </message>
        <message>
            <source>The damaged library was made by a newer Snowline. Update this program and try again.</source>
            <translation>Die beschädigte Bibliothek stammt von einem neueren Snowline. Dieses Programm aktualisieren und noch einmal versuchen.</translation>
        </message>
        <message>
            <source>The damaged library says that steps of its making are missing; it cannot be salvaged.</source>
            <translation>Der beschädigten Bibliothek fehlen Schritte ihrer Entstehung; sie kann nicht gerettet werden.</translation>
        </message>
        <message>
            <source>The damaged library cannot be salvaged: its tables do not fit together.</source>
            <translation>Die beschädigte Bibliothek kann nicht gerettet werden: Ihre Tabellen passen nicht zusammen.</translation>
        </message>
        <message>
            <source>Nothing can be read of {path} any more: its list of tables is damaged. Put back a copy of it (library.sqlite.backup-DATE beside it, if there is one), or set it aside and index the folders again.</source>
            <translation>Von {path} lässt sich nichts mehr lesen: das Verzeichnis der Tabellen ist beschädigt. Entweder eine Kopie zurücklegen (library.sqlite.backup-DATUM daneben, falls es eine gibt) oder die Datei beiseitelegen und die Ordner neu indexieren.</translation>
        </message>
        <message>
            <source>There is a saved search “{name}” already. Choose another name, or rename or remove that one.</source>
            <translation>Eine gespeicherte Suche „{name}“ gibt es schon. Einen anderen Namen wählen, oder jene umbenennen oder entfernen.</translation>
        </message>
        <message>
            <source>A saved search needs a name.</source>
            <translation>Eine gespeicherte Suche braucht einen Namen.</translation>
        </message>
        <message>
            <source>This name is too long: {kept} characters, at most {NAME_LIMIT} are kept.</source>
            <translation>Dieser Name ist zu lang: {kept} Zeichen, höchstens {NAME_LIMIT} werden behalten.</translation>
        </message>
        <message>
            <source>This is no saved search: it needs a name and a query, both text.</source>
            <translation>Das ist keine gespeicherte Suche: Sie braucht einen Namen und eine Anfrage, beides Text.</translation>
        </message>
        <message>
            <source>This query is too long: at most {TEXT_LIMIT} characters are kept.</source>
            <translation>Diese Anfrage ist zu lang: Höchstens {TEXT_LIMIT} Zeichen werden behalten.</translation>
        </message>
        <message>
            <source>There is no saved search “{name}”. The command saved list names them.</source>
            <translation>Eine gespeicherte Suche „{name}“ gibt es nicht. Der Befehl saved list zählt sie auf.</translation>
        </message>
        <message>
            <source>Saved the search “{name}”</source>
            <translation>Suche „{name}“ gespeichert</translation>
        </message>
        <message>
            <source>Renamed the saved search “{before}” to “{after}”</source>
            <translation>Gespeicherte Suche „{before}“ in „{after}“ umbenannt</translation>
        </message>
        <message>
            <source>Removed the saved search {names}</source>
            <translation>Gespeicherte Suche {names} entfernt</translation>
        </message>
        <message>
            <source>Brought in saved searches: {n:,}</source>
            <translation>Gespeicherte Suchen übernommen: {n:,}</translation>
        </message>
        <message>
            <source>The damaged library at {library_folder} could not be renamed: {strerror}. Close other programs that use it, and check the permissions of the folder it lies in.</source>
            <translation>Die beschädigte Bibliothek in {library_folder} konnte nicht umbenannt werden: {strerror}. Bitte andere Programme schließen, die sie benutzen, und die Rechte des Ordners prüfen, in dem sie liegt.</translation>
        </message>
        <message numerus="yes">
            <source>Read what the files of {n:,} photos say: ratings, keywords, captions</source>
            <translation>
                <numerusform>Gelesen, was die Dateien von {n:,} Foto sagen: Bewertungen, Schlagwörter, Bildbeschreibungen</numerusform>
                <numerusform>Gelesen, was die Dateien von {n:,} Fotos sagen: Bewertungen, Schlagwörter, Bildbeschreibungen</numerusform>
            </translation>
        </message>
        <message>
            <source>This library has no generation {name}. List them with: generations</source>
            <translation>Diese Bibliothek hat keine Generation {name}. Aufzählen mit: generations</translation>
        </message>
        <message>
            <source>{name} answers searches now. Use another generation before you drop it.</source>
            <translation>{name} beantwortet gerade die Suchen. Vor dem Entfernen eine andere Generation verwenden.</translation>
        </message>
        <message>
            <source>it could not be moved to the trash ({part1})</source>
            <translation>sie konnte nicht in den Papierkorb gelegt werden ({part1})</translation>
        </message>
        <message>
            <source>another file lies at its place; move that one away first</source>
            <translation>an ihrer Stelle liegt eine andere Datei; zuerst jene verschieben</translation>
        </message>
        <message>
            <source>it could not be moved back from the trash ({part1})</source>
            <translation>sie konnte nicht aus dem Papierkorb zurückgeholt werden ({part1})</translation>
        </message>
        <message>
            <source>it is no longer in the trash</source>
            <translation>sie ist nicht mehr im Papierkorb</translation>
        </message>
        <message numerus="yes">
            <source>Moved {n:,} files to the trash</source>
            <translation>
                <numerusform>{n:,} Datei in den Papierkorb gelegt</numerusform>
                <numerusform>{n:,} Dateien in den Papierkorb gelegt</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Moving {n:,} files to the trash</source>
            <translation>
                <numerusform>{n:,} Datei wird in den Papierkorb gelegt</numerusform>
                <numerusform>{n:,} Dateien werden in den Papierkorb gelegt</numerusform>
            </translation>
        </message>
        <message>
            <source>it is on {label}, which is offline; connect the drive and try again</source>
            <translation>sie liegt auf {label}, das offline ist; das Laufwerk verbinden und noch einmal versuchen</translation>
        </message>
        <message>
            <source>it is not there any more</source>
            <translation>sie ist nicht mehr da</translation>
        </message>
        <message>
            <source>it is still there</source>
            <translation>sie ist noch da</translation>
        </message>
        <message>
            <source>it was changed since it was indexed; index its folder first</source>
            <translation>sie wurde seit dem Indexieren geändert; zuerst ihren Ordner indexieren</translation>
        </message>
        <message>
            <source>This library was opened for reading only.</source>
            <translation>Diese Bibliothek wurde nur zum Lesen geöffnet.</translation>
        </message>
        <message>
            <source>{path} is not below its drive's mount {mount}.</source>
            <translation>{path} liegt nicht unterhalb des Einhängepunkts {mount} seines Laufwerks.</translation>
        </message>
        <message>
            <source>file is truncated</source>
            <translation>die Datei ist abgeschnitten</translation>
        </message>
        <message>
            <source>damaged {kind} file: the picture in it cannot be decoded</source>
            <translation>beschädigte Datei ({kind}): das Bild darin kann nicht entschlüsselt werden</translation>
        </message>
        <message>
            <source>the file is empty</source>
            <translation>die Datei ist leer</translation>
        </message>
        <message>
            <source>not a photo but {kind}</source>
            <translation>kein Foto, sondern {kind}</translation>
        </message>
        <message>
            <source>not a photo</source>
            <translation>kein Foto</translation>
        </message>
        <message>
            <source>the file is larger than {part1} MB</source>
            <translation>die Datei ist größer als {part1} MB</translation>
        </message>
        <message>
            <source>a picture without pixels</source>
            <translation>ein Bild ohne Pixel</translation>
        </message>
        <message>
            <source>too large: {width} x {height} pixels, and the limit is {part5} million pixels</source>
            <translation>zu groß: {width} x {height} Pixel, und die Grenze liegt bei {part5} Millionen Pixeln</translation>
        </message>
        <message>
            <source>too large for its kind: {width} x {height} pixels would take minutes to read</source>
            <translation>zu groß für seine Art: {width} x {height} Pixel zu lesen würde Minuten dauern</translation>
        </message>
        <message>
            <source>too large: {part1} x {part3} pixels of this kind need {part5} MB of memory, and the limit is {part7} MB</source>
            <translation>zu groß: {part1} x {part3} Pixel dieser Art brauchen {part5} MB Arbeitsspeicher, und die Grenze liegt bei {part7} MB</translation>
        </message>
        <message>
            <source>{damage}: {part} of the picture is there</source>
            <translation>{damage}: {part} des Bildes ist da</translation>
        </message>
        <message>
            <source>too large: reading it needs more memory than one photo may use</source>
            <translation>zu groß: Es zu lesen braucht mehr Arbeitsspeicher, als ein Foto verwenden darf</translation>
        </message>
        <message>
            <source>too large: it has more pixels than the limit allows</source>
            <translation>zu groß: Es hat mehr Pixel, als die Grenze erlaubt</translation>
        </message>
        <message>
            <source>damaged {kind} file: it ends too early</source>
            <translation>beschädigte Datei ({kind}): sie endet zu früh</translation>
        </message>
        <message>
            <source>damaged {kind} file: its beginning cannot be understood</source>
            <translation>beschädigte Datei ({kind}): ihr Anfang ist nicht zu verstehen</translation>
        </message>
        <message>
            <source>a {kind} file of a variant that cannot be read</source>
            <translation>eine Datei ({kind}) einer Spielart, die nicht gelesen werden kann</translation>
        </message>
        <message>
            <source>damaged file: the picture in it cannot be decoded</source>
            <translation>beschädigte Datei: das Bild darin kann nicht entschlüsselt werden</translation>
        </message>
        <message>
            <source>damaged file: it ends too early</source>
            <translation>beschädigte Datei: sie endet zu früh</translation>
        </message>
        <message>
            <source>damaged file: its beginning cannot be understood</source>
            <translation>beschädigte Datei: ihr Anfang ist nicht zu verstehen</translation>
        </message>
        <message>
            <source>a file of a variant that cannot be read</source>
            <translation>eine Datei einer Spielart, die nicht gelesen werden kann</translation>
        </message>
        <message>
            <source>what the file says of itself cannot be understood</source>
            <translation>was die Datei über sich sagt, ist nicht zu verstehen</translation>
        </message>
        <message>
            <source>a camera raw file without a preview large enough; the optional part rawpy can read it: pip install snowline[raw]</source>
            <translation>eine Raw-Datei ohne genügend großes Vorschaubild; der Zusatz rawpy kann sie lesen: pip install snowline[raw]</translation>
        </message>
        <message>
            <source>damaged camera raw file: the picture in it cannot be developed</source>
            <translation>beschädigte Raw-Datei: das Bild darin kann nicht entwickelt werden</translation>
        </message>
        <message>
            <source>too large: {width} x {height} pixels of raw data need too much memory</source>
            <translation>zu groß: {width} x {height} Pixel Rohdaten brauchen zu viel Arbeitsspeicher</translation>
        </message>
        <message>
            <source>{part0} cannot be written ({part2}). Check its permissions and free space.</source>
            <translation>{part0} kann nicht geschrieben werden ({part2}). Rechte und freien Speicherplatz prüfen.</translation>
        </message>
        <message>
            <source>it is larger than {part1} MB</source>
            <translation>sie ist größer als {part1} MB</translation>
        </message>
        <message>
            <source>the file is being changed by another program</source>
            <translation>die Datei wird gerade von einem anderen Programm geändert</translation>
        </message>
        <message>
            <source>the file is no longer there</source>
            <translation>die Datei ist nicht mehr da</translation>
        </message>
        <message>
            <source>no permission to read the file</source>
            <translation>keine Berechtigung, die Datei zu lesen</translation>
        </message>
        <message>
            <source>a folder, not a file</source>
            <translation>ein Ordner, keine Datei</translation>
        </message>
        <message>
            <source>a link that leads nowhere</source>
            <translation>eine Verknüpfung, die ins Leere führt</translation>
        </message>
        <message>
            <source>the name of the file is too long</source>
            <translation>der Name der Datei ist zu lang</translation>
        </message>
        <message>
            <source>the drive reports an error while reading</source>
            <translation>das Laufwerk meldet einen Fehler beim Lesen</translation>
        </message>
        <message>
            <source>not an ordinary file</source>
            <translation>keine gewöhnliche Datei</translation>
        </message>
        <message>
            <source>the drive is no longer there</source>
            <translation>das Laufwerk ist nicht mehr da</translation>
        </message>
        <message>
            <source>the network drive is no longer there</source>
            <translation>das Netzlaufwerk ist nicht mehr da</translation>
        </message>
        <message>
            <source>too many files are open at once</source>
            <translation>zu viele Dateien sind gleichzeitig geöffnet</translation>
        </message>
        <message>
            <source>not enough memory to read the file</source>
            <translation>zu wenig Arbeitsspeicher, um die Datei zu lesen</translation>
        </message>
        <message>
            <source>the file cannot be read: {cause}</source>
            <translation>die Datei kann nicht gelesen werden: {cause}</translation>
        </message>
        <message>
            <source>not a possible file name</source>
            <translation>kein möglicher Dateiname</translation>
        </message>
        <message>
            <source>The thumbnail {target} cannot be written ({strerror}). Make room or allow writing there.</source>
            <translation>Das Vorschaubild {target} kann nicht geschrieben werden ({strerror}). Platz schaffen oder dort das Schreiben erlauben.</translation>
        </message>
        <message>
            <source>it is damaged: the XML in it cannot be understood</source>
            <translation>sie ist beschädigt: das XML darin ist nicht zu verstehen</translation>
        </message>
        <message>
            <source>it is empty</source>
            <translation>sie ist leer</translation>
        </message>
        <message>
            <source>it holds a document type or entities, which XMP does not have</source>
            <translation>sie enthält einen Dokumenttyp oder Entitäten, die XMP nicht hat</translation>
        </message>
        <message>
            <source>it is XML, but no XMP</source>
            <translation>sie ist XML, aber kein XMP</translation>
        </message>
        <message>
            <source>The model pack {generation} in {folder} makes vectors of {dims} numbers from {part7} px pictures; Snowline needs {VECTOR_DIMS} from {INPUT_SIDE} px.</source>
            <translation>Das Modellpaket {generation} in {folder} macht Vektoren aus {dims} Zahlen aus Bildern von {part7} px; Snowline braucht {VECTOR_DIMS} aus {INPUT_SIDE} px.</translation>
        </message>
        <message>
            <source>No model pack in {folder}: {MANIFEST_NAME} is missing. Reinstall Snowline.</source>
            <translation>Kein Modellpaket in {folder}: {MANIFEST_NAME} fehlt. Snowline neu installieren.</translation>
        </message>
        <message>
            <source>The model pack in {folder} is damaged: {name} cannot be read ({error}).</source>
            <translation>Das Modellpaket in {folder} ist beschädigt: {name} kann nicht gelesen werden ({error}).</translation>
        </message>
        <message>
            <source>The model pack in {folder} has format {part3}; this Snowline reads format {FORMAT}. Update Snowline, or use a pack made for it.</source>
            <translation>Das Modellpaket in {folder} hat das Format {part3}; dieses Snowline liest das Format {FORMAT}. Snowline aktualisieren oder ein passendes Paket verwenden.</translation>
        </message>
        <message>
            <source>The model pack in {folder} is damaged: {MANIFEST_NAME} lacks {error}.</source>
            <translation>Das Modellpaket in {folder} ist beschädigt: In {MANIFEST_NAME} fehlt {error}.</translation>
        </message>
        <message>
            <source>The model pack {generation} in {folder} lists no {name}. Reinstall Snowline.</source>
            <translation>Das Modellpaket {generation} in {folder} führt kein {name} auf. Snowline neu installieren.</translation>
        </message>
        <message>
            <source>The model pack in {folder} is damaged: {name} {what}. Reinstall Snowline.</source>
            <translation>Das Modellpaket in {folder} ist beschädigt: {name} {what}. Snowline neu installieren.</translation>
        </message>
        <message>
            <source>Reading the text in pictures needs an optional part: pip install 'snowline[ocr]', or in Snowline's folder .venv/bin/python -m pip install '.[ocr]' (for Python up to 3.12).</source>
            <translation>Um Text in Bildern zu lesen, braucht es einen Zusatz: pip install 'snowline[ocr]', oder im Ordner von Snowline .venv/bin/python -m pip install '.[ocr]' (bis Python 3.12).</translation>
        </message>
        <message>
            <source>The part that reads text in pictures cannot be loaded: {error}</source>
            <translation>Der Teil, der Text in Bildern liest, kann nicht geladen werden: {error}</translation>
        </message>
        <message>
            <source>The model {path} cannot be loaded: {error}</source>
            <translation>Das Modell {path} kann nicht geladen werden: {error}</translation>
        </message>
        <message>
            <source>{source} holds no association. It should have columns cue, target, FSG and BSG.</source>
            <translation>{source} enthält keine Assoziation. Die Datei sollte die Spalten cue, target, FSG und BSG haben.</translation>
        </message>
        <message>
            <source>Line 1 of {source} must name the columns: "cue", "target", "FSG" (forward strength) and, where there is one, "BSG" (backward strength), separated by tabs or commas.</source>
            <translation>Zeile 1 von {source} muss die Spalten nennen: "cue", "target", "FSG" (Stärke vorwärts) und, falls vorhanden, "BSG" (Stärke rückwärts), durch Tabulatoren oder Kommas getrennt.</translation>
        </message>
        <message>
            <source>{where}: "{cell}" is no strength; one is a number from 0 to 1. Check the file.</source>
            <translation>{where}: „{cell}“ ist keine Stärke; das ist eine Zahl von 0 bis 1. Die Datei prüfen.</translation>
        </message>
        <message>
            <source>{where} has {row} columns, fewer than its first line. Check the file.</source>
            <translation>{where} hat {row} Spalten, weniger als die erste Zeile. Die Datei prüfen.</translation>
        </message>
        <message>
            <source>{where} names no word where a cue and a target should be. Check the file.</source>
            <translation>{where} nennt kein Wort, wo eines stehen sollte. Die Datei prüfen.</translation>
        </message>
        <message>
            <source>Line {line_num} of {source} cannot be read ({error}).</source>
            <translation>Zeile {line_num} von {source} kann nicht gelesen werden ({error}).</translation>
        </message>
        <message>
            <source>The names of places in {folder} are incomplete. Install Snowline again to mend that.</source>
            <translation>Die Ortsnamen in {folder} sind unvollständig. Snowline neu installieren, um das zu beheben.</translation>
        </message>
        <message>
            <source>The names of places in {folder} cannot be read ({error}). Install Snowline again to mend that.</source>
            <translation>Die Ortsnamen in {folder} können nicht gelesen werden ({error}). Snowline neu installieren, um das zu beheben.</translation>
        </message>
        <message>
            <source>{path} holds no vectors yet: there is nothing to build an index of.</source>
            <translation>{path} enthält noch keine Vektoren: Es gibt nichts, woraus ein Index entstehen könnte.</translation>
        </message>
        <message>
            <source>There is no room for the index in {folder}: it takes {need} MB. Free some space.</source>
            <translation>Für den Index ist in {folder} kein Platz: Er braucht {need} MB. Speicherplatz freigeben.</translation>
        </message>
        <message>
            <source>Cannot write {path}: {part3}. Free some space on that disk and try again.</source>
            <translation>{path} kann nicht geschrieben werden: {part3}. Auf diesem Datenträger Platz schaffen und noch einmal versuchen.</translation>
        </message>
        <message>
            <source>{name} has {has:,} bytes instead of {size:,}</source>
            <translation>{name} hat {has:,} Bytes statt {size:,}</translation>
        </message>
        <message>
            <source>{name} is damaged</source>
            <translation>{name} ist beschädigt</translation>
        </message>
        <message>
            <source>{name} is missing</source>
            <translation>{name} fehlt</translation>
        </message>
        <message>
            <source>{name} cannot be read ({error})</source>
            <translation>{name} kann nicht gelesen werden ({error})</translation>
        </message>
        <message>
            <source>Cannot write {_manifest}: {part3}. Free some space on that disk.</source>
            <translation>{_manifest} kann nicht geschrieben werden: {part3}. Auf diesem Datenträger Platz schaffen.</translation>
        </message>
        <message>
            <source>{manifest} is damaged. It is built again by the next run of index.</source>
            <translation>{manifest} ist beschädigt. Beim nächsten Lauf von index wird die Datei neu erstellt.</translation>
        </message>
        <message>
            <source>In {parent}, {fault}. It is built again by the next run of index.</source>
            <translation>In {parent}: {fault}. Beim nächsten Lauf von index wird die Datei neu erstellt.</translation>
        </message>
        <message>
            <source>{manifest} is damaged ({error}). It is built again by the next run of index.</source>
            <translation>{manifest} ist beschädigt ({error}). Beim nächsten Lauf von index wird die Datei neu erstellt.</translation>
        </message>
        <message>
            <source>Cannot write to {folder}: {part3}.</source>
            <translation>In {folder} kann nicht geschrieben werden: {part3}.</translation>
        </message>
        <message>
            <source>Annoy cannot write to {parent}: its name has letters that Annoy does not know. Search goes on without it, a little slower.</source>
            <translation>Annoy kann nicht in {parent} schreiben: Der Name hat Buchstaben, die Annoy nicht kennt. Die Suche geht ohne weiter, etwas langsamer.</translation>
        </message>
        <message>
            <source>Annoy cannot open {path}: its name has letters that Annoy does not know.</source>
            <translation>Annoy kann {path} nicht öffnen: Der Name hat Buchstaben, die Annoy nicht kennt.</translation>
        </message>
        <message>
            <source>{path} holds {get_n_items} vectors instead of {count}.</source>
            <translation>{path} enthält {get_n_items} Vektoren statt {count}.</translation>
        </message>
        <message>
            <source>Cannot write {path}: {error}. Free some space on that disk and try again.</source>
            <translation>{path} kann nicht geschrieben werden: {error}. Auf diesem Datenträger Platz schaffen und noch einmal versuchen.</translation>
        </message>
        <message>
            <source>Cannot read {path}: {error}.</source>
            <translation>{path} kann nicht gelesen werden: {error}.</translation>
        </message>
        <message>
            <source>{path} holds vectors of {dims} numbers, but the model pack makes {part4}.</source>
            <translation>{path} enthält Vektoren aus {dims} Zahlen, aber das Modellpaket macht {part4}.</translation>
        </message>
        <message>
            <source>{path} was written by another version of Snowline (format {version}).</source>
            <translation>{path} wurde von einer anderen Version von Snowline geschrieben (Format {version}).</translation>
        </message>
        <message>
            <source>{path} is open for reading only.</source>
            <translation>{path} ist nur zum Lesen geöffnet.</translation>
        </message>
        <message>
            <source>Cannot read {path}: {part3}.</source>
            <translation>{path} kann nicht gelesen werden: {part3}.</translation>
        </message>
        <message>
            <source>Cannot write {path}: {part3}.</source>
            <translation>{path} kann nicht geschrieben werden: {part3}.</translation>
        </message>
        <message>
            <source>Indexing ended unexpectedly (exit code {code}). What was indexed is kept; start it again and it goes on where it was.</source>
            <translation>Das Indexieren endete unerwartet (Rückgabewert {code}). Was indexiert wurde, bleibt; noch einmal starten, dann geht es dort weiter.</translation>
        </message>
        <message>
            <source>Watching ended unexpectedly (exit code {code}). What was indexed is kept.</source>
            <translation>Das Beobachten endete unerwartet (Rückgabewert {code}). Was indexiert wurde, bleibt.</translation>
        </message>
        <message>
            <source>{part0} could not be removed. Close programs that use it, and clear again.</source>
            <translation>{part0} konnte nicht entfernt werden. Programme schließen, die es verwenden, und noch einmal löschen.</translation>
        </message>
        <message>
            <source>reading it crashed the worker process ({name})</source>
            <translation>das Lesen brachte den Arbeitsprozess zum Absturz ({name})</translation>
        </message>
        <message>
            <source>reading it ended the worker process (exit code {code})</source>
            <translation>das Lesen beendete den Arbeitsprozess (Rückgabewert {code})</translation>
        </message>
        <message>
            <source>Indexing stopped: {_deaths} worker processes in a row ended without reading a photo (the last: {cause}). What was indexed is kept. Restart the computer, or reinstall Snowline, and try again.</source>
            <translation>Das Indexieren wurde angehalten: {_deaths} Arbeitsprozesse hintereinander endeten, ohne ein Foto zu lesen (der letzte: {cause}). Was indexiert wurde, bleibt. Den Computer neu starten oder Snowline neu installieren, und noch einmal versuchen.</translation>
        </message>
        <message>
            <source>The models could not be loaded: a worker process ended {_start_failures} times while it started ({cause}). Close other programs to free memory, or reinstall Snowline.</source>
            <translation>Die Modelle konnten nicht geladen werden: Ein Arbeitsprozess endete {_start_failures}-mal beim Start ({cause}). Andere Programme schließen, um Arbeitsspeicher freizugeben, oder Snowline neu installieren.</translation>
        </message>
        <message>
            <source>Indexing stopped: the text model failed twice on the same texts ({reason}).</source>
            <translation>Das Indexieren wurde angehalten: Das Textmodell versagte zweimal an denselben Texten ({reason}).</translation>
        </message>
        <message>
            <source>reading it took more than {megabytes} MB of memory</source>
            <translation>das Lesen brauchte mehr als {megabytes} MB Arbeitsspeicher</translation>
        </message>
        <message>
            <source>reading it took longer than {seconds} s</source>
            <translation>das Lesen dauerte länger als {seconds} s</translation>
        </message>
        <message>
            <source>The library at {_folder} was made by a newer Snowline. Update this program, then check again.</source>
            <translation>Die Bibliothek in {_folder} stammt von einem neueren Snowline. Dieses Programm aktualisieren und dann noch einmal prüfen.</translation>
        </message>
        <message>
            <source>{target} cannot be written: {strerror}.</source>
            <translation>{target} kann nicht geschrieben werden: {strerror}.</translation>
        </message>
        <message>
            <source>{name} is forgotten, but {folder} could not be removed ({part4}). Remove it by hand.</source>
            <translation>{name} ist vergessen, aber {folder} konnte nicht entfernt werden ({part4}). Bitte von Hand entfernen.</translation>
        </message>
        <message>
            <source>a network drive tells nothing of what other machines change</source>
            <translation>ein Netzlaufwerk meldet nicht, was andere Rechner ändern</translation>
        </message>
        <message>
            <source>The library at {_folder} is kept up to date by another Snowline already.</source>
            <translation>Die Bibliothek in {_folder} wird schon von einem anderen Snowline aktuell gehalten.</translation>
        </message>
        <message>
            <source>There is nothing to watch yet. Name a folder: python3 main.py watch FOLDER</source>
            <translation>Es gibt noch nichts zu beobachten. Einen Ordner nennen: python3 main.py watch ORDNER</translation>
        </message>
        <message>
            <source>{folder} cannot be watched: it is not a folder, or not there.</source>
            <translation>{folder} kann nicht beobachtet werden: Das ist kein Ordner, oder er ist nicht da.</translation>
        </message>
        <message>
            <source>The library at {folder} could not be written ({part3}). Free some space and start again; what was finished before is kept.</source>
            <translation>Die Bibliothek in {folder} konnte nicht geschrieben werden ({part3}). Speicherplatz freigeben und neu beginnen; was vorher fertig wurde, bleibt erhalten.</translation>
        </message>
        <message>
            <source>The repair ended unexpectedly (exit code {code}). Start it again; nothing that you added was removed.</source>
            <translation>Die Reparatur endete unerwartet (Rückgabewert {code}). Noch einmal starten; nichts Hinzugefügtes wurde entfernt.</translation>
        </message>
        <message>
            <source>{source} is too large for a list of associations.</source>
            <translation>{source} ist zu groß für eine Liste von Assoziationen.</translation>
        </message>
        <message>
            <source>{source} is no text in UTF-8 (byte {start}). Save it as UTF-8.</source>
            <translation>{source} ist kein Text in UTF-8 (Byte {start}). Als UTF-8 speichern.</translation>
        </message>
        <message>
            <source>{source} cannot be read: {part2}.</source>
            <translation>{source} kann nicht gelesen werden: {part2}.</translation>
        </message>
        <message>
            <source>Cannot remove {part1}: {part3}.</source>
            <translation>{part1} kann nicht entfernt werden: {part3}.</translation>
        </message>
        <message>
            <source>the file cannot be read: its drive did not answer within {_seconds} s</source>
            <translation>die Datei kann nicht gelesen werden: ihr Laufwerk antwortete nicht innerhalb von {_seconds} s</translation>
        </message>
        <message>
            <source>What these photos cost could not be found out (exit code {code}).</source>
            <translation>Was diese Fotos kosten, ließ sich nicht ermitteln (Rückgabewert {code}).</translation>
        </message>
        <message>
            <source>the file is kept online only; download it first</source>
            <translation>die Datei liegt nur online; zuerst herunterladen</translation>
        </message>
        <message>
            <source>excluded by you; to let it in again: python3 main.py doctor --include</source>
            <translation>von Hand ausgeschlossen; wieder zulassen mit: python3 main.py doctor --include</translation>
        </message>
        <message>
            <source>{raw} cannot be indexed: it is not there. Check the name, or plug in its drive.</source>
            <translation>{raw} kann nicht indexiert werden: Es ist nicht da. Den Namen prüfen oder das Laufwerk anschließen.</translation>
        </message>
        <message>
            <source>the folder cannot be read: {error}</source>
            <translation>der Ordner kann nicht gelesen werden: {error}</translation>
        </message>
        <message>
            <source>The index of {what} in {library_folder} could not be built (exit code {exitcode}). Check the free space there; searching works meanwhile, more slowly.</source>
            <translation>Der Index ({what}) in {library_folder} konnte nicht gebaut werden (Rückgabewert {exitcode}). Den freien Platz dort prüfen; solange geht die Suche langsamer weiter.</translation>
        </message>
        <message>
            <source>its drive is not connected</source>
            <translation>das Laufwerk ist nicht verbunden</translation>
        </message>
        <message>
            <source>{raw} is no ordinary file. Name the sidecar itself.</source>
            <translation>{raw} ist keine gewöhnliche Datei. Die Begleitdatei selbst nennen.</translation>
        </message>
        <message>
            <source>{raw} cannot be read: {strerror}.</source>
            <translation>{raw} kann nicht gelesen werden: {strerror}.</translation>
        </message>
        <message>
            <source>{drive} is not connected; what is known of it is kept</source>
            <translation>{drive} ist nicht verbunden; was darüber bekannt ist, bleibt erhalten</translation>
        </message>
        <message>
            <source>the folder is empty; what is known of it is kept until it holds files again</source>
            <translation>der Ordner ist leer; was darüber bekannt ist, bleibt erhalten, bis er wieder Dateien enthält</translation>
        </message>
        <message>
            <source>“{part1}” is no rating: say 0 to 5, “{_REJECTED}” or “{_NONE}”</source>
            <translation>„{part1}“ ist keine Bewertung: 0 bis 5, „{_REJECTED}“ oder „{_NONE}“ angeben</translation>
        </message>
        <message>
            <source>“{part1}” is neither yes nor no</source>
            <translation>„{part1}“ ist weder ja noch nein</translation>
        </message>
        <message>
            <source>{path} names no photos: its first line must name the columns, “path” or “key” among them.</source>
            <translation>{path} nennt keine Fotos: Die erste Zeile muss die Spalten nennen, darunter „path“ oder „key“.</translation>
        </message>
        <message>
            <source>{path} is not in UTF-8. Save it as “CSV UTF-8” and try again.</source>
            <translation>{path} ist nicht in UTF-8. Als „CSV UTF-8“ speichern und noch einmal versuchen.</translation>
        </message>
        <message>
            <source>{path} cannot be read: {strerror}.</source>
            <translation>{path} kann nicht gelesen werden: {strerror}.</translation>
        </message>
        <message>
            <source>{path}, line {line_num}: this is no CSV ({error}).</source>
            <translation>{path}, Zeile {line_num}: Das ist kein CSV ({error}).</translation>
        </message>
        <message>
            <source>the system's limit of watched folders is reached</source>
            <translation>die Grenze des Systems für beobachtete Ordner ist erreicht</translation>
        </message>
        <message>
            <source>the system stopped telling of changes</source>
            <translation>das System meldet keine Änderungen mehr</translation>
        </message>
        <message>
            <source>it cannot be watched: {cause}</source>
            <translation>es kann nicht beobachtet werden: {cause}</translation>
        </message>
        <message>
            <source>the models gave no usable answer for it</source>
            <translation>die Modelle gaben dafür keine brauchbare Antwort</translation>
        </message>
        <message>
            <source>describing it took more memory than a worker may have</source>
            <translation>es zu beschreiben brauchte mehr Arbeitsspeicher, als ein Arbeitsprozess haben darf</translation>
        </message>
        <message>
            <source>reading it took more memory than a worker may have</source>
            <translation>es zu lesen brauchte mehr Arbeitsspeicher, als ein Arbeitsprozess haben darf</translation>
        </message>
        <message>
            <source>Only the first {most} combinations of these alternatives are searched.</source>
            <translation>Nur die ersten {most} Kombinationen dieser Alternativen werden gesucht.</translation>
        </message>
        <message>
            <source>{path}: {error}</source>
            <translation>{path}: {error}</translation>
        </message>
        <message>
            <source>looks {percent} % alike</source>
            <translation>sieht zu {percent} % ähnlich aus</translation>
        </message>
        <message>
            <source>dated {day}</source>
            <translation>vom {day}</translation>
        </message>
        <message>
            <source>taken in {place}</source>
            <translation>aufgenommen in {place}</translation>
        </message>
        <message>
            <source>text in the picture: "{line}"</source>
            <translation>Text im Bild: „{line}“</translation>
        </message>
        <message>
            <source>unrated</source>
            <translation>nicht bewertet</translation>
        </message>
        <message>
            <source>rejected</source>
            <translation>abgelehnt</translation>
        </message>
        <message>
            <source>under 100 kB</source>
            <translation>unter 100 kB</translation>
        </message>
        <message>
            <source>100 kB to 1 MB</source>
            <translation>100 kB bis 1 MB</translation>
        </message>
        <message>
            <source>1 to 5 MB</source>
            <translation>1 bis 5 MB</translation>
        </message>
        <message>
            <source>5 to 20 MB</source>
            <translation>5 bis 20 MB</translation>
        </message>
        <message>
            <source>20 MB and more</source>
            <translation>ab 20 MB</translation>
        </message>
        <message>
            <source>MMMM yyyy</source>
            <translation>MMMM yyyy</translation>
        </message>
        <message numerus="yes">
            <source>{n} stars</source>
            <translation>
                <numerusform>{n} Stern</numerusform>
                <numerusform>{n} Sterne</numerusform>
            </translation>
        </message>
        <message>
            <source>“{name}” is nothing that a photo can be here. Choose one of {STATES}.</source>
            <translation>„{name}“ kann ein Foto hier nicht sein. Zur Wahl stehen {STATES}.</translation>
        </message>
        <message>
            <source>“{key}:” cannot ask for {value}. Ask for something else.</source>
            <translation>„{key}:“ kann nicht nach {value} fragen. Nach etwas anderem fragen.</translation>
        </message>
        <message>
            <source>Nothing lies between {since} and {until}: swap the two dates.</source>
            <translation>Zwischen {since} und {until} liegt nichts: Die beiden Daten tauschen.</translation>
        </message>
        <message>
            <source>“{date}” is no date. Write it as 2023, 2023-06 or 2023-06-15.</source>
            <translation>„{date}“ ist kein Datum. Als 2023, 2023-06 oder 2023-06-15 schreiben.</translation>
        </message>
        <message>
            <source>No photo has at least {low} and at most {high} stars: swap the two.</source>
            <translation>Kein Foto hat mindestens {low} und höchstens {high} Sterne: Die beiden tauschen.</translation>
        </message>
        <message>
            <source>“{name}” is no rating. Ask for 1 to {_BEST} stars, none or rejected.</source>
            <translation>„{name}“ ist keine Bewertung. Nach 1 bis {_BEST} Sternen, none oder rejected fragen.</translation>
        </message>
        <message>
            <source>“{name}” is no orientation. Choose one of {ORIENTATIONS}.</source>
            <translation>„{name}“ ist keine Ausrichtung. Zur Wahl stehen {ORIENTATIONS}.</translation>
        </message>
        <message>
            <source>No file is larger than {low} and smaller than {high} bytes: swap the two sizes.</source>
            <translation>Keine Datei ist größer als {low} und kleiner als {high} Bytes: Die beiden Größen tauschen.</translation>
        </message>
        <message>
            <source>Cannot sort by "{sort}"; choose one of {SORT_ORDERS}.</source>
            <translation>Nach „{sort}“ kann nicht sortiert werden; zur Wahl stehen {SORT_ORDERS}.</translation>
        </message>
        <message>
            <source>The photos in {folder} were described by the model pack {name}, which is not on this computer any more. Run index: it describes them with the pack in use now. Nothing that you added is lost.</source>
            <translation>Die Fotos in {folder} wurden vom Modellpaket {name} beschrieben, das nicht mehr auf diesem Computer ist. Neu indexieren: Dann beschreibt sie das jetzige Paket. Nichts, was hinzugefügt wurde, geht verloren.</translation>
        </message>
        <message>
            <source>caption: "{text}"</source>
            <translation>Bildbeschreibung: „{text}“</translation>
        </message>
        <message>
            <source>{key}: {what}</source>
            <translation>{key}: {what}</translation>
        </message>
        <message>
            <source>Only the first {most} words are read.</source>
            <translation>Nur die ersten {most} Wörter werden gelesen.</translation>
        </message>
        <message>
            <source>This parenthesis is not closed.</source>
            <translation>Diese Klammer ist nicht geschlossen.</translation>
        </message>
        <message>
            <source>After OR something else is missing.</source>
            <translation>Nach OR fehlt noch etwas.</translation>
        </message>
        <message>
            <source>Parentheses more than {deepest} deep are ignored.</source>
            <translation>Klammern, die tiefer als {deepest} verschachtelt sind, werden übergangen.</translation>
        </message>
        <message>
            <source>There is no parenthesis that this one could close.</source>
            <translation>Es gibt keine Klammer, die diese schließen könnte.</translation>
        </message>
        <message>
            <source>Before OR something is missing.</source>
            <translation>Vor OR fehlt etwas.</translation>
        </message>
        <message>
            <source>This quotation mark has no partner.</source>
            <translation>Diesem Anführungszeichen fehlt das zweite.</translation>
        </message>
        <message>
            <source>kind of file</source>
            <translation>Art der Datei</translation>
        </message>
        <message>
            <source>when it was taken</source>
            <translation>wann es aufgenommen wurde</translation>
        </message>
        <message>
            <source>drive it is on</source>
            <translation>Laufwerk, auf dem es liegt</translation>
        </message>
        <message>
            <source>size of the file</source>
            <translation>Größe der Datei</translation>
        </message>
        <message>
            <source>folder it is in</source>
            <translation>Ordner, in dem es liegt</translation>
        </message>
        <message>
            <source>camera it was taken with</source>
            <translation>Kamera, mit der es aufgenommen wurde</translation>
        </message>
        <message>
            <source>stars you gave</source>
            <translation>vergebene Sterne</translation>
        </message>
        <message>
            <source>upright or lying</source>
            <translation>hoch oder quer</translation>
        </message>
        <message>
            <source>a state</source>
            <translation>ein Zustand</translation>
        </message>
        <message>
            <source>taken around a place</source>
            <translation>aufgenommen rund um einen Ort</translation>
        </message>
        <message>
            <source>taken in a town or country</source>
            <translation>aufgenommen in einer Stadt oder einem Land</translation>
        </message>
        <message>
            <source>a tag it has</source>
            <translation>ein Schlagwort, das es hat</translation>
        </message>
        <message>
            <source>part of the file's name</source>
            <translation>ein Teil des Dateinamens</translation>
        </message>
        <message>
            <source>text that can be read in the picture</source>
            <translation>Text, der im Bild zu lesen ist</translation>
        </message>
        <message>
            <source>looks like this picture</source>
            <translation>sieht aus wie dieses Bild</translation>
        </message>
        <message>
            <source>order of the answer</source>
            <translation>Reihenfolge der Treffer</translation>
        </message>
        <message>
            <source>headings in the answer</source>
            <translation>Überschriften zwischen den Treffern</translation>
        </message>
        <message>
            <source>plain words, never read as a filter</source>
            <translation>einfache Wörter, nie als Filter gelesen</translation>
        </message>
        <message>
            <source>favourites</source>
            <translation>Favoriten</translation>
        </message>
        <message>
            <source>rated</source>
            <translation>bewertet</translation>
        </message>
        <message>
            <source>on a connected drive</source>
            <translation>auf einem verbundenen Laufwerk</translation>
        </message>
        <message>
            <source>on a drive not here</source>
            <translation>auf einem Laufwerk, das nicht da ist</translation>
        </message>
        <message>
            <source>raw photos</source>
            <translation>Raw-Fotos</translation>
        </message>
        <message>
            <source>bursts</source>
            <translation>Serien</translation>
        </message>
        <message>
            <source>with copies</source>
            <translation>mit Kopien</translation>
        </message>
        <message>
            <source>edited</source>
            <translation>bearbeitet</translation>
        </message>
        <message>
            <source>relevance</source>
            <translation>Relevanz</translation>
        </message>
        <message>
            <source>date</source>
            <translation>Datum</translation>
        </message>
        <message>
            <source>name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>rating</source>
            <translation>Bewertung</translation>
        </message>
        <message>
            <source>type</source>
            <translation>Typ</translation>
        </message>
        <message>
            <source>drive</source>
            <translation>Laufwerk</translation>
        </message>
        <message>
            <source>day</source>
            <translation>Tag</translation>
        </message>
        <message>
            <source>not rated</source>
            <translation>nicht bewertet</translation>
        </message>
        <message>
            <source>portrait</source>
            <translation>Hochformat</translation>
        </message>
        <message>
            <source>landscape</source>
            <translation>Querformat</translation>
        </message>
        <message>
            <source>square</source>
            <translation>Quadrat</translation>
        </message>
        <message>
            <source>d MMMM yyyy</source>
            <translation>d. MMMM yyyy</translation>
        </message>
        <message>
            <source>d MMMM</source>
            <translation>d. MMMM</translation>
        </message>
        <message>
            <source>{first} to {last}</source>
            <translation>{first} bis {last}</translation>
        </message>
        <message>
            <source>{low} to {high}</source>
            <translation>{low} bis {high}</translation>
        </message>
        <message>
            <source>{low} to {high} stars</source>
            <translation>{low} bis {high} Sterne</translation>
        </message>
        <message>
            <source>not {thing}</source>
            <translation>nicht {thing}</translation>
        </message>
        <message>
            <source>“{words}”</source>
            <translation>„{words}“</translation>
        </message>
        <message>
            <source>like {picture}</source>
            <translation>wie {picture}</translation>
        </message>
        <message>
            <source>{day} of any year</source>
            <translation>{day} jedes Jahres</translation>
        </message>
        <message>
            <source>within {km:g} km of {place}</source>
            <translation>höchstens {km:g} km von {place}</translation>
        </message>
        <message>
            <source>{folder} without subfolders</source>
            <translation>{folder} ohne Unterordner</translation>
        </message>
        <message>
            <source>yyyy</source>
            <translation>yyyy</translation>
        </message>
        <message>
            <source>MMMM</source>
            <translation>MMMM</translation>
        </message>
        <message>
            <source>until {day}</source>
            <translation>bis {day}</translation>
        </message>
        <message>
            <source>since {day}</source>
            <translation>seit {day}</translation>
        </message>
        <message>
            <source>at least {size}</source>
            <translation>mindestens {size}</translation>
        </message>
        <message>
            <source>at most {size}</source>
            <translation>höchstens {size}</translation>
        </message>
        <message>
            <source>larger than {size}</source>
            <translation>größer als {size}</translation>
        </message>
        <message>
            <source>smaller than {size}</source>
            <translation>kleiner als {size}</translation>
        </message>
        <message>
            <source>exactly {size}</source>
            <translation>genau {size}</translation>
        </message>
        <message>
            <source>{amount} {unit}</source>
            <translation>{amount} {unit}</translation>
        </message>
        <message>
            <source>{amount} bytes</source>
            <translation>{amount} Bytes</translation>
        </message>
        <message>
            <source>{n} stars or more</source>
            <translation>ab {n} Sternen</translation>
        </message>
        <message numerus="yes">
            <source>at most {n} stars</source>
            <translation>
                <numerusform>höchstens {n} Stern</numerusform>
                <numerusform>höchstens {n} Sterne</numerusform>
            </translation>
        </message>
        <message>
            <source>without {thing}</source>
            <translation>ohne {thing}</translation>
        </message>
        <message>
            <source>{one} or {other}</source>
            <translation>{one} oder {other}</translation>
        </message>
        <message>
            <source>{types} files</source>
            <translation>Dateityp {types}</translation>
        </message>
        <message>
            <source>in {folder}</source>
            <translation>in {folder}</translation>
        </message>
        <message>
            <source>on {drive}</source>
            <translation>auf {drive}</translation>
        </message>
        <message>
            <source>taken with {camera}</source>
            <translation>aufgenommen mit {camera}</translation>
        </message>
        <message>
            <source>tagged {tag}</source>
            <translation>Schlagwort {tag}</translation>
        </message>
        <message>
            <source>named {name}</source>
            <translation>Name enthält {name}</translation>
        </message>
        <message>
            <source>with the text {text}</source>
            <translation>mit dem Text {text}</translation>
        </message>
        <message>
            <source>{one} and {other}</source>
            <translation>{one} und {other}</translation>
        </message>
        <message>
            <source>There is no filter “{name}:”, so it is searched for as a word.</source>
            <translation>Einen Filter „{name}:“ gibt es nicht, darum wird danach als Wort gesucht.</translation>
        </message>
        <message>
            <source>Weights go from {lightest:g} to {heaviest:g}.</source>
            <translation>Gewichte reichen von {lightest:g} bis {heaviest:g}.</translation>
        </message>
        <message>
            <source>sorted by {order}</source>
            <translation>sortiert nach {order}</translation>
        </message>
        <message>
            <source>grouped by {order}</source>
            <translation>gruppiert nach {order}</translation>
        </message>
        <message>
            <source>A weight from {lightest:g} to {heaviest:g} can stand behind ^.</source>
            <translation>Hinter ^ kann ein Gewicht von {lightest:g} bis {heaviest:g} stehen.</translation>
        </message>
        <message>
            <source>“{value}” is no order to sort photos by.</source>
            <translation>Nach „{value}“ lassen sich Fotos nicht sortieren.</translation>
        </message>
        <message>
            <source>“{value}” is no order to group photos by.</source>
            <translation>Nach „{value}“ lassen sich Fotos nicht gruppieren.</translation>
        </message>
        <message>
            <source>{words} (typed: {typed})</source>
            <translation>{words} (getippt: {typed})</translation>
        </message>
        <message>
            <source>{label} ×{weight:g}</source>
            <translation>{label} ×{weight:g}</translation>
        </message>
        <message>
            <source>A value is missing: {what}.</source>
            <translation>Es fehlt ein Wert: {what}.</translation>
        </message>
        <message>
            <source>“{value}” is no date.</source>
            <translation>„{value}“ ist kein Datum.</translation>
        </message>
        <message>
            <source>“{value}” is no number of stars.</source>
            <translation>„{value}“ ist keine Anzahl von Sternen.</translation>
        </message>
        <message>
            <source>A date is missing.</source>
            <translation>Es fehlt ein Datum.</translation>
        </message>
        <message>
            <source>A size is missing.</source>
            <translation>Es fehlt eine Größe.</translation>
        </message>
        <message>
            <source>No file is smaller than nothing.</source>
            <translation>Keine Datei ist kleiner als nichts.</translation>
        </message>
        <message>
            <source>“{value}” is no file size.</source>
            <translation>„{value}“ ist keine Dateigröße.</translation>
        </message>
        <message>
            <source>A number of stars is missing.</source>
            <translation>Es fehlt die Anzahl der Sterne.</translation>
        </message>
        <message>
            <source>Photos have 1 to {most} stars.</source>
            <translation>Fotos haben 1 bis {most} Sterne.</translation>
        </message>
        <message>
            <source>That is no distance.</source>
            <translation>Das ist keine Entfernung.</translation>
        </message>
        <message>
            <source>No place called “{name}” is known.</source>
            <translation>Ein Ort namens „{name}“ ist nicht bekannt.</translation>
        </message>
        <message>
            <source>“{value}” is no type of photo.</source>
            <translation>„{value}“ ist kein Fototyp.</translation>
        </message>
        <message>
            <source>That is no point on the map.</source>
            <translation>Das ist kein Punkt auf der Karte.</translation>
        </message>
        <message>
            <source>“{value}” is nothing that {key}: knows.</source>
            <translation>„{value}“ kennt {key}: nicht.</translation>
        </message>
        <message>
            <source>looks like "{phrase}"</source>
            <translation>sieht aus wie „{phrase}“</translation>
        </message>
        <message>
            <source>type or date contains "{word}"</source>
            <translation>Typ oder Datum enthält „{word}“</translation>
        </message>
        <message>
            <source>name contains "{word}"</source>
            <translation>Name enthält „{word}“</translation>
        </message>
        <message>
            <source>folder contains "{word}"</source>
            <translation>Ordner enthält „{word}“</translation>
        </message>
        <message>
            <source>tag "{tag}", {percent} % sure</source>
            <translation>Schlagwort „{tag}“, {percent} % sicher</translation>
        </message>
        <message>
            <source>your tag "{tag}"</source>
            <translation>eigenes Schlagwort „{tag}“</translation>
        </message>
        <message>
            <source>caption says "{text}"</source>
            <translation>in der Bildbeschreibung steht „{text}“</translation>
        </message>
        <message>
            <source>the same picture</source>
            <translation>dasselbe Bild</translation>
        </message>
        <message>
            <source>turned by {angle}°</source>
            <translation>um {angle}° gedreht</translation>
        </message>
        <message>
            <source>a part of it</source>
            <translation>ein Ausschnitt</translation>
        </message>
        <message>
            <source>{one}, {other}</source>
            <translation>{one}, {other}</translation>
        </message>
        <message>
            <source>mirrored</source>
            <translation>gespiegelt</translation>
        </message>
        <message>
            <source>mirrored and rotated</source>
            <translation>gespiegelt und gedreht</translation>
        </message>
        <message>
            <source>rotated</source>
            <translation>gedreht</translation>
        </message>
        <message>
            <source>more of it</source>
            <translation>mehr davon</translation>
        </message>
        <message>
            <source>smaller</source>
            <translation>kleiner</translation>
        </message>
        <message>
            <source>larger</source>
            <translation>größer</translation>
        </message>
        <message>
            <source>This library has no word network yet: it is made when an index run ends, from thirty photos on.</source>
            <translation>Diese Bibliothek hat noch kein Wortnetz: Es entsteht am Ende eines Indexlaufs, ab dreißig Fotos.</translation>
        </message>
        <message>
            <source>{example} is not in the library. Index it first.</source>
            <translation>{example} ist nicht in der Bibliothek. Zuerst indexieren.</translation>
        </message>
        <message>
            <source>Photo {example} is not in the library. Run index again.</source>
            <translation>Foto {example} ist nicht in der Bibliothek. Neu indexieren.</translation>
        </message>
        <message>
            <source>The library in {folder} was described by the model pack {described_by}, but {ours} is in use. Run index again to describe its photos anew.</source>
            <translation>Die Bibliothek in {folder} wurde vom Modellpaket {described_by} beschrieben, aber {ours} ist in Gebrauch. Neu indexieren, um ihre Fotos neu zu beschreiben.</translation>
        </message>
    </context>
</TS>
