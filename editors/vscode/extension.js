// The client of `avts-nb lsp`: starts it, and shows what cells say.
'use strict';

const vscode = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

/** @type {LanguageClient | undefined} */
let client;
/** @type {vscode.OutputChannel | undefined} */
let output;

async function activate(context) {
    output = vscode.window.createOutputChannel('avts-nb cells');
    context.subscriptions.push(output);
    context.subscriptions.push(
        vscode.commands.registerCommand('avts-nb.runCellHere', () => runHere('avts-nb.runCell')),
        vscode.commands.registerCommand('avts-nb.runAboveHere', () => runHere('avts-nb.runAbove')),
        vscode.commands.registerCommand('avts-nb.runAllHere', () => execute('avts-nb.runAll')),
        vscode.commands.registerCommand('avts-nb.interruptHere', () => execute('avts-nb.interrupt')),
        vscode.commands.registerCommand('avts-nb.restartHere', () => execute('avts-nb.restart')),
        vscode.commands.registerCommand('avts-nb.showOutput', () => output.show(true)),
        vscode.workspace.onDidChangeConfiguration(async (event) => {
            if (event.affectsConfiguration('avts-nb')) await restart();
        }));
    await start();
}

async function deactivate() {
    await client?.stop();
}

async function start() {
    const settings = vscode.workspace.getConfiguration('avts-nb');
    const command = settings.get('path') || 'avts-nb';
    const run = { command, args: ['lsp', ...settings.get('arguments', [])] };
    client = new LanguageClient('avts-nb', 'avts-nb', { run, debug: run }, {
        documentSelector: [{ language: 'avtsnb' }],
        initializationOptions: { cellOutput: true },
    });
    client.onNotification('avts-nb/cellOutput', show);
    try {
        await client.start();
    } catch (error) {
        const choice = await vscode.window.showErrorMessage(
            `cannot start ${command}: ${error.message}. Set "avts-nb.path" to the command avts-nb.`, 'Open Settings');
        if (choice) await vscode.commands.executeCommand('workbench.action.openSettings', 'avts-nb.path');
    }
}

async function restart() {
    try {
        await client?.stop();
    } catch {
        // One that never began cannot be stopped.
    }
    await start();
}

/** Shows what a cell says: `kind` is output, value, figure, check or error. */
function show({ cell, kind, text }) {
    if (kind === 'output') {
        output.append(text);
    } else if (kind === 'figure') {
        output.appendLine(`[${cell}] figure ${vscode.Uri.file(text).toString()}`);
    } else {
        output.appendLine(`[${cell}] ${text}`);
    }
    if (kind === 'error') output.show(true);
}

/** Runs the cell that the cursor is in, or the one before it; the server's own lenses say which cells there are. */
async function runHere(command) {
    const editor = vscode.window.activeTextEditor;
    if (!editor || editor.document.languageId !== 'avtsnb' || !client) return;
    const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
    const lenses = await client.sendRequest('textDocument/codeLens', { textDocument: { uri } });
    const line = editor.selection.active.line;
    const own = lenses.filter((lens) => lens.command.command === 'avts-nb.runCell' && lens.range.start.line <= line).pop();
    if (!own) {
        await vscode.window.showInformationMessage('There is no cell at or above the cursor.');
        return;
    }
    await send(command, own.command.arguments[0]);
}

async function execute(command) {
    const editor = vscode.window.activeTextEditor;
    if (!editor || editor.document.languageId !== 'avtsnb' || !client) return;
    await send(command, { uri: client.code2ProtocolConverter.asUri(editor.document.uri) });
}

async function send(command, argument) {
    try {
        await client.sendRequest('workspace/executeCommand', { command, arguments: [argument] });
    } catch (error) {
        await vscode.window.showErrorMessage(error.message);
    }
}

module.exports = { activate, deactivate };
