/** What a run may do while another one reads a file of the same name, in words. */
export const FILE_IN_USE = { '': 'As the integration says', fail: 'It fails', wait: 'It waits' };
